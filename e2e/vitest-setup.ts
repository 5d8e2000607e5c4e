import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { loadRequestSchema } from '@/e2e/emulators/stripe/request-schema'
import { prepareDatabase } from '@/lib/runtime/prepare-database'
import { createDatabase, startPostgres } from './postgres'
import { temporaryFolder } from './shared-folder'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser of the tests' Postgres. */
    adminUrl: string
  }
}

/** The database every integration test file copies. */
export const TEMPLATE = 'university_template'

/** One Postgres for the whole run, with a migrated template database; and Stripe's request schema, made once. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = temporaryFolder('university-test')
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, durable: false })
  for (const note of postgres.notes) process.stdout.write(`${note}\n`)
  await prepareDatabase(await createDatabase(postgres.adminUrl, TEMPLATE))
  await loadRequestSchema()
  project.provide('adminUrl', postgres.adminUrl)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
