import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildApart } from '../build'
import { startPostgres } from '../postgres'
import { temporaryFolder } from '../shared-folder'

/** One build and one Postgres for the whole run; each worker brings up its own system on a database of its own. */
export default async function setUp(): Promise<() => Promise<void>> {
  await buildApart()
  const folder = temporaryFolder('university-journeys')
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, durable: false })
  process.env['JOURNEYS_ADMIN_URL'] = postgres.adminUrl
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
