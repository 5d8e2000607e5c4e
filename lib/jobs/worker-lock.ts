import pg from 'pg'

/** Advisory locks of this class say which workers are alive: the second key is the worker's number. */
export const WORKER_LOCKS = 7_431

/** A worker's number, held by a lock for as long as its connection lives. */
export type WorkerLock = {
  readonly id: bigint
  readonly client: pg.Client
  /** The connection is gone, for whatever reason. */
  readonly isLost: () => boolean
}

/**
 * Row and lock in one statement: whoever sees the row sees the lock, too. Postgres lets go of it when the process dies,
 * and, where the whole machine went away without a word, when half a minute of keepalives goes unanswered.
 */
const REGISTER = `
  WITH made AS (INSERT INTO worker_process DEFAULT VALUES RETURNING id)
  SELECT id::text AS id, pg_advisory_lock(${WORKER_LOCKS}, id::integer)::text FROM made`
const KEEPALIVES = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4'

/** Registers this process as a worker on a connection of its own. Throws when Postgres cannot be reached. */
export async function takeWorkerLock(url: string, onError: (error: unknown) => void): Promise<WorkerLock> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'university-worker-lock',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    options: KEEPALIVES,
  })
  client.on('error', onError)
  let lost = false
  client.once('end', () => (lost = true))
  try {
    await client.connect()
    const { rows } = await client.query<{ id: string }>(REGISTER)
    return { id: BigInt(rows[0]?.id ?? ''), client, isLost: () => lost }
  } catch (error) {
    await client.end().catch(onError)
    throw error
  }
}
