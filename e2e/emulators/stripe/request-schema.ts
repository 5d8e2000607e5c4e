import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import Stripe from 'stripe'
import { type SchemaNode, schemaNode } from './schema-node'
import { normalSchema } from './schema-normal'

const HERE = import.meta.dirname
const GENERATED = path.join(HERE, 'generated')
const ROOT = path.join(HERE, '../../..')

let loading: Promise<SchemaNode> | undefined

/**
 * The JSON Schema of every request the emulator takes, made from the SDK's own parameter types (request-types.ts).
 * It is made when it is missing or when the SDK or the list of requests changed (about 3 s), then read from `generated/`.
 * Two processes may make it at once: each writes a file of its own and renames it into place.
 */
export function loadRequestSchema(): Promise<SchemaNode> {
  loading ??= readOrGenerate().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function readOrGenerate(): Promise<SchemaNode> {
  const name = await fileName()
  const text = await readFile(path.join(GENERATED, name), 'utf8').catch(() => undefined)
  if (text !== undefined) return schemaNode.parse(JSON.parse(text))
  const schema = normalSchema(await generate())
  await publish(name, JSON.stringify(schema))
  return schema
}

async function fileName(): Promise<string> {
  const sources = ['request-types.ts', 'schema-normal.ts'].map((file) => readFile(path.join(HERE, file)))
  const hash = createHash('sha256')
  for (const source of await Promise.all(sources)) hash.update(source)
  return `requests-${Stripe.PACKAGE_VERSION}-${hash.digest('hex').slice(0, 12)}.json`
}

/** Loaded only here: the generator carries a whole compiler, which a start with a ready schema does not need. */
async function generate(): Promise<SchemaNode> {
  const { createGenerator } = await import('ts-json-schema-generator')
  const generator = createGenerator({
    path: path.join(HERE, 'request-types.ts'),
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    type: 'Requests',
    skipTypeCheck: true,
    additionalProperties: false,
    topRef: false,
    jsDoc: 'none',
  })
  return schemaNode.parse(JSON.parse(JSON.stringify(generator.createSchema('Requests'))))
}

async function publish(name: string, text: string): Promise<void> {
  await mkdir(GENERATED, { recursive: true })
  const temporary = path.join(GENERATED, `.${name}.${process.pid}.${Date.now()}`)
  await writeFile(temporary, text)
  await rename(temporary, path.join(GENERATED, name))
  const stale = (await readdir(GENERATED)).filter((file) => file.startsWith('requests-') && file !== name)
  await Promise.all(stale.map((file) => rm(path.join(GENERATED, file), { force: true })))
}
