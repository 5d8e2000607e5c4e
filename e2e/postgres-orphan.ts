import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf } from './process-command'

/** Stops the Postgres that a killed run left behind on this data folder; no other program is touched. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const pid = serverOf(dataDir)
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 100 && serverOf(dataDir) !== undefined; tries += 1)
    await new Promise((done) => setTimeout(done, 100))
  if (serverOf(dataDir) !== undefined)
    throw new Error(`Postgres (process ${pid}) still holds ${dataDir}: end it first.`)
}

/** The process that serves this data folder, if one does. */
export function serverOf(dataDir: string): number | undefined {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const command = commandOf(pid)
  return command.includes('postgres') && command.includes(dataDir) ? pid : undefined
}
