import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../postgres'
import { until } from './until'

/** A Postgres that can fall and rise again, with its data on disk as in production. */
export type Cluster = {
  readonly adminUrl: string
  /** Ends all of Postgres at once: by its immediate shutdown, or by killing the parent or every one of its processes. */
  readonly fall: (how: 'immediate' | 'kill-parent' | 'kill-all') => Promise<void>
  readonly rise: () => Promise<void>
  readonly admin: (sql: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export async function openCluster(dataDir: string): Promise<Cluster> {
  let running = await startPostgres({ dataDir, port: 0, durable: true })
  const { port, adminUrl } = running
  const rise = async (): Promise<boolean> => {
    try {
      running = await startPostgres({ dataDir, port, durable: true })
      return true
    } catch {
      // Children of a parent that was killed may hold the shared memory for a moment more.
      return false
    }
  }
  return {
    adminUrl,
    stop: () => running.stop(),
    fall: (how) => fall(dataDir, how),
    rise: async () => {
      await until('Postgres to start again', rise)
    },
    admin: async (sql) => {
      const client = new pg.Client({ connectionString: adminUrl })
      client.on('error', () => undefined)
      await client.connect()
      await client.query(sql)
      await client.end()
    },
  }
}

async function fall(dataDir: string, how: 'immediate' | 'kill-parent' | 'kill-all'): Promise<void> {
  const parent = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  const pids = how === 'kill-all' ? [parent, ...childrenOf(parent)] : [parent]
  for (const pid of pids) signal(pid, how === 'immediate' ? 'SIGQUIT' : 'SIGKILL')
  await until('Postgres to be gone', () => Promise.resolve(pids.every((pid) => !signal(pid, 0))))
}

function childrenOf(parent: number): number[] {
  const text = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

/** False when there is no such process any more. */
function signal(pid: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, what)
  } catch {
    return false
  }
}
