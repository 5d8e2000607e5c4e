import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { createDatabase } from '@/e2e/postgres'
import { migrationNames } from '@/lib/db/migration-names'

export type DatabaseBefore = Awaited<ReturnType<typeof openDatabaseBefore>>

/** A database as it was before one migration, for tests that try that migration over data. */
export async function openDatabaseBefore(migration: string) {
  const made = await createDatabase(inject('adminUrl'), `test_${randomUUID().replaceAll('-', '')}`)
  const owner = new pg.Client({ connectionString: made.ownerUrl })
  await owner.connect()
  /** As the migration runner does: each file in a transaction of its own. */
  const apply = async (name: string): Promise<void> => {
    const sql = await readFile(`prisma/migrations/${name}/migration.sql`, 'utf8')
    await owner.query('BEGIN')
    await owner.query(sql)
    await owner.query('COMMIT')
  }
  for (const name of await migrationNames('prisma/migrations')) if (name < migration) await apply(name)
  return {
    owner,
    migrate: () => apply(migration),
    /** Runs an INSERT … RETURNING id. */
    insert: async (sql: string, values: readonly unknown[] = []): Promise<string> =>
      String((await owner.query<{ id: string }>(sql, [...values])).rows[0]?.id),
    drop: async (): Promise<void> => {
      await owner.end()
      const admin = new pg.Client({ connectionString: inject('adminUrl') })
      await admin.connect()
      await admin.query(`DROP DATABASE ${pg.escapeIdentifier(made.name)} WITH (FORCE)`)
      await admin.end()
    },
  }
}
