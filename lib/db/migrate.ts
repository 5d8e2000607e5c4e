import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { grantToApp } from './grants'
import { migrationNames } from './migration-names'

/** Any number: all migration runners of one database take this same lock. Chosen as Prisma's own runner does. */
const MIGRATION_LOCK = 72707369

export type MigrationSources = {
  /** Role that owns the tables. Only migrations use it. */
  readonly ownerUrl: string
  /** The application's role: granted what it needs, owner of nothing. */
  readonly appUrl: string
  /** Folder with one sub-folder per migration, as Prisma lays them out. */
  readonly folder?: string
  /** Creates what else must exist before grants are given (the job queues). */
  readonly afterwards?: (ownerUrl: string) => Promise<void>
  readonly log?: (line: string) => void
}

/**
 * Applies what is new in prisma/migrations, each file in a transaction of its own, and records it in
 * `_prisma_migrations` as Prisma's engine does, so that `prisma migrate deploy` stays usable where it can be had.
 * Safe when several processes start at once (advisory lock). Throws when an applied file was edited afterwards.
 */
export async function migrate(sources: MigrationSources): Promise<{ applied: string[] }> {
  const { ownerUrl, appUrl, folder = 'prisma/migrations', afterwards, log = () => undefined } = sources
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await applyNew(owner, folder, log)
    await afterwards?.(ownerUrl)
    await grantToApp(owner, appUrl)
    return { applied }
  } finally {
    await owner.end()
  }
}

async function applyNew(owner: pg.Client, folder: string, log: (line: string) => void): Promise<string[]> {
  await owner.query(RECORD_TABLE)
  const known = await owner.query<{ migration_name: string; checksum: string; finished: boolean }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const done = new Map(known.rows.map((row) => [row.migration_name, row]))
  const applied: string[] = []
  for (const name of await migrationNames(folder)) {
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const before = done.get(name)
    if (before !== undefined) {
      if (!before.finished)
        throw new Error(`Migration ${name} was begun by another tool and never finished: repair it by hand.`)
      if (before.checksum !== checksum)
        throw new Error(`Migration ${name} was edited after it was applied: add a new one instead.`)
      continue
    }
    await applyOne(owner, name, sql, checksum)
    log(`applied ${name}`)
    applied.push(name)
  }
  return applied
}

async function applyOne(owner: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await owner.query('BEGIN')
  try {
    // A migration that waits for a lock makes every later query of that table wait behind it.
    await owner.query("SET LOCAL lock_timeout = '5s'")
    await owner.query(sql)
    await owner.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, now(), $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await owner.query('COMMIT')
  } catch (cause) {
    await owner.query('ROLLBACK')
    throw new Error(`Migration ${name} failed and was rolled back whole.`, { cause })
  }
}

const RECORD_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`
