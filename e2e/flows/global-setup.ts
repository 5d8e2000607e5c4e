import { mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildOnce } from '../build'
import { startPostgres } from '../postgres'

/** One build and one Postgres for the whole run; each worker brings up its own system on a database of its own. */
export default async function setUp(): Promise<() => Promise<void>> {
  buildOnce()
  const folder = mkdtempSync(join(tmpdir(), 'university-journeys-'))
  await chmod(folder, 0o755)
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, durable: false })
  process.env['JOURNEYS_ADMIN_URL'] = postgres.adminUrl
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
