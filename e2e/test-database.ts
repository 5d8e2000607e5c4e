import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createDatabase } from './postgres'
import type { DatabaseAddresses } from './postgres'
import { TEMPLATE } from './vitest-setup'

/** A database of this test file's own, copied from the migrated template. */
export async function createTestDatabase(): Promise<DatabaseAddresses & { drop: () => Promise<void> }> {
  const adminUrl = inject('adminUrl')
  const made = await createDatabase(adminUrl, `test_${randomUUID().replaceAll('-', '')}`, TEMPLATE)
  const drop = async (): Promise<void> => {
    const admin = new pg.Client({ connectionString: adminUrl })
    await admin.connect()
    await untilLeft(admin, made.name)
    await admin.query(`DROP DATABASE ${pg.escapeIdentifier(made.name)} WITH (FORCE)`)
    await admin.end()
  }
  return { ...made, drop }
}

/** A connection that is saying goodbye must not be cut off: nobody listens to its errors any more. Two seconds at most. */
async function untilLeft(admin: pg.Client, name: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [name])
    if (rowCount === 0) return
    await new Promise((done) => setTimeout(done, 20))
  }
}
