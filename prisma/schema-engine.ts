import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { SqlDriverAdapter, SqlQuery } from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const SCHEMA_FILE = 'prisma/schema.prisma'
/** Postgres's internal "char" type, and text, which the adapter can read in its stead. */
const CATALOG_CHAR = 18
const TEXT = 25

/**
 * The SQL that would bring the database at `url` to what schema.prisma says; empty when they agree.
 * Runs Prisma's own schema engine as WASM, because its native build cannot be downloaded everywhere.
 */
export async function sqlToReachSchema(url: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const datamodel = { path: SCHEMA_FILE, content: await readFile(SCHEMA_FILE, 'utf8') }
    await (instantiated ??= instantiate())
    const engine = await wasm.SchemaEngine.new(
      { datamodels: [[datamodel.path, datamodel.content]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(catalogReadingFactory(pool)),
    )
    const answer = await engine.diff({
      from: { tag: 'schemaDatasource', files: [datamodel], configDir: '.' },
      to: { tag: 'schemaDatamodel', files: [datamodel] },
      script: true,
      exitCode: true,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    })
    return answer.exitCode === 0 ? '' : (answer.stdout ?? 'the engine reported a difference without its SQL')
  } finally {
    await pool.end()
  }
}

/** Once a process: a second instance would be freed with the first one's memory. */
let instantiated: Promise<void> | undefined

async function instantiate(): Promise<void> {
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(await readFile(file.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': wasm,
  })
  wasm.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') Reflect.apply(start, undefined, [])
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(message) },
  })
}

/**
 * The adapter refuses the catalog type "char" that the engine's introspection selects: its columns are handed
 * over as text and then marked as characters, which is what the engine reads.
 */
function catalogReadingFactory(pool: pg.Pool): PrismaPg {
  let charColumns: number[] = []
  const query = pool.query.bind(pool)
  Object.assign(pool, {
    query: async (...args: Parameters<typeof query>) => {
      const result: unknown = await Promise.resolve(query(...args))
      charColumns = retypeCharFields(result)
      return result
    },
  })
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  return Object.assign(factory, {
    connect: async () => markCharacters(await connect(), () => charColumns),
  })
}

function retypeCharFields(result: unknown): number[] {
  if (typeof result !== 'object' || result === null || !('fields' in result) || !Array.isArray(result.fields))
    return []
  return result.fields.flatMap((field: { dataTypeID: number }, index: number) => {
    if (field.dataTypeID !== CATALOG_CHAR) return []
    field.dataTypeID = TEXT
    return [index]
  })
}

function markCharacters<A extends SqlDriverAdapter>(adapter: A, columns: () => number[]): A {
  const queryRaw = adapter.queryRaw.bind(adapter)
  return Object.assign(adapter, {
    queryRaw: async (query: SqlQuery) => {
      const result = await queryRaw(query)
      for (const index of columns()) result.columnTypes[index] = ColumnTypeEnum.Character
      return result
    },
  })
}
