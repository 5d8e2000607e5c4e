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
    await admin.query(`DROP DATABASE ${pg.escapeIdentifier(made.name)} WITH (FORCE)`)
    await admin.end()
  }
  return { ...made, drop }
}
