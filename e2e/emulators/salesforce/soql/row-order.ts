import type { OrderByClause } from '@jetstreamapp/soql-parser-js'
import type { ValueKey } from './value-key'

/** One ORDER BY term over things of kind T, read as what they are compared by. */
export type OrderTerm<T> = { readonly clause: OrderByClause; readonly key: (thing: T) => ValueKey }

/** `things` in order; equal ones stay as they were. Nulls come first unless told otherwise. */
export function inOrder<T>(things: readonly T[], terms: readonly OrderTerm<T>[]): readonly T[] {
  if (terms.length === 0) return things
  const keyed = things.map((thing) => ({ thing, keys: terms.map(({ key }) => key(thing)) }))
  keyed.sort((left, right) => {
    for (const [at, { clause }] of terms.entries()) {
      const order = compared(left.keys[at] ?? null, right.keys[at] ?? null, clause)
      if (order !== 0) return order
    }
    return 0
  })
  return keyed.map(({ thing }) => thing)
}

function compared(left: ValueKey, right: ValueKey, { order, nulls }: OrderByClause): number {
  if (left === right) return 0
  if (left === null || right === null) return (left === null) === (nulls !== 'LAST') ? -1 : 1
  return (left < right ? -1 : 1) * (order === 'DESC' ? -1 : 1)
}
