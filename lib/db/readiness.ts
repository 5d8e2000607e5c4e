import { migrationNames } from './migration-names'
import type { Database } from './database'

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string }

/** Whether the database answers and has every migration this version was built with. */
export async function readiness(db: Database): Promise<Readiness> {
  try {
    const { rows } = await db.pool.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const applied = new Set(rows.map((row) => row.migration_name))
    const missing = (await migrationNames()).filter((name) => !applied.has(name))
    return missing.length === 0
      ? { ready: true }
      : { ready: false, reason: `${missing.length} migrations are missing: run npm run migrate.` }
  } catch {
    return { ready: false, reason: 'The database does not answer.' }
  }
}
