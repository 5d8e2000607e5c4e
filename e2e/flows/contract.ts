import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'
import { expect } from './fixture'

const contractSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.looseObject({ get: z.looseObject({ responses: z.record(z.string(), z.unknown()) }) }),
  ),
  components: z.unknown(),
})
const responseSchema = z.object({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
})
const headerSchema = z.object({
  required: z.boolean(),
  schema: z.object({ pattern: z.string().default('') }).loose(),
})

/** The OpenAPI document of the machine interfaces, as it stands in the source. */
export const contract = contractSchema.parse(JSON.parse(readFileSync('app/api/v1/contract.json', 'utf8')))

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
ajv.addFormat('uri', /^[a-z]+:\S+$/)
// Nothing of an OpenAPI document besides its schemas means anything to a validator.
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: 'contract:/', components: closed(contract.components) })

/** The contract stays open for further fields; our answers hold none that it does not name. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (node === null || typeof node !== 'object') return node
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, closed(value)]),
  )
  return copy['type'] === 'object' && 'properties' in copy ? { ...copy, additionalProperties: false } : copy
}

/** What a `$ref` of the contract points to; anything else is itself. */
function resolve(node: unknown): unknown {
  const { $ref } = z.object({ $ref: z.string().optional() }).parse(node)
  if ($ref === undefined) return node
  return $ref
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((at, step) => z.record(z.string(), z.unknown()).parse(at)[step], contract)
}

/**
 * Holds one answer against what the contract says of its path, status, headers and body. Answers the body; undefined
 * where there is none.
 */
export async function expectAsDocumented(path: string, answer: Response): Promise<unknown> {
  const documented = contract.paths[path]?.get.responses[String(answer.status)]
  expect(documented, `${path} answered ${answer.status}, which is not documented`).toBeDefined()
  const { headers, content } = responseSchema.parse(resolve(documented))
  for (const [name, header] of Object.entries(headers)) {
    const { required, schema } = headerSchema.parse(resolve(header))
    const value = answer.headers.get(name)
    if (required) expect(value, name).not.toBeNull()
    expect(value ?? '', name).toMatch(new RegExp(schema.pattern))
  }
  const text = await answer.text()
  if (content === undefined) {
    expect(text).toBe('')
    return undefined
  }
  const type = answer.headers.get('content-type') ?? ''
  expect(Object.keys(content)).toContain(type)
  const body: unknown = JSON.parse(text)
  const schema = JSON.stringify(content[type]?.schema).replaceAll('"#/', '"contract:/#/')
  ajv.validate(JSON.parse(schema), body)
  expect(ajv.errors ?? [], `${path} ${answer.status}`).toEqual([])
  if (type === 'application/problem+json') expect(body).toMatchObject({ status: answer.status })
  return body
}
