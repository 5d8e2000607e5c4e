import { z } from 'zod'
import type { Operation } from './request-types'
import { operations } from './operations'

/** `id` is the first one in the address, `inner` the second; empty where there is none. */
export type Match = { operation: Operation; id: string; inner: string }

type Pattern = { operation: Operation; parts: string[] }

const known = new Map<string, Pattern[]>()
const operationName = z.custom<Operation>(
  (name) => typeof name === 'string' && Object.hasOwn(operations, name),
)
for (const name of Object.keys(operations)) {
  const [method = '', path = ''] = name.split(' ')
  const parts = path.split('/')
  const key = `${method} ${parts.length}`
  known.set(key, [...(known.get(key) ?? []), { operation: operationName.parse(name), parts }])
}

/** The operation an address belongs to, and the id in it. `/v1/products/:id` and the like; an id is never empty. */
export function matchOperation(method: string, path: string): Match | undefined {
  const parts = path.split('/')
  for (const { operation, parts: pattern } of known.get(`${method} ${parts.length}`) ?? []) {
    const fits = pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
    if (!fits) continue
    const [id = '', inner = ''] = parts.filter((_part, at) => pattern[at]?.startsWith(':'))
    return { operation, id: decodeURIComponent(id), inner: decodeURIComponent(inner) }
  }
  return undefined
}
