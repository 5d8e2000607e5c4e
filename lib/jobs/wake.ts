import pg from 'pg'
import type { QueueName } from './queues'

const CHANNEL = 'university_jobs'

/** Tells workers that a queue has new jobs, so that they fetch at once instead of at their next poll. */
export type Waker = { readonly wake: (queue: QueueName) => void }

/**
 * Sends wake-ups after the caller's commit, at most one statement in flight per queue: a NOTIFY inside each
 * transaction would make all commits queue behind Postgres's one notification lock. A lost wake-up costs one poll.
 */
export function createWaker(pool: pg.Pool, onError: (error: unknown) => void): Waker {
  const busy = new Map<QueueName, { again: boolean }>()
  const send = (queue: QueueName): void => {
    const state = { again: false }
    busy.set(queue, state)
    pool
      .query('SELECT pg_notify($1, $2)', [CHANNEL, queue])
      .catch(onError)
      .finally(() => {
        busy.delete(queue)
        if (state.again) send(queue)
      })
  }
  return {
    wake: (queue) => {
      const running = busy.get(queue)
      if (running === undefined) send(queue)
      else running.again = true
    },
  }
}

/**
 * Listens for wake-ups on a connection of its own and reconnects by itself; meanwhile polling goes on.
 * Returns the function that stops it.
 */
export function listenForWakeUps(
  url: string,
  { onWake, onError }: { onWake: (queue: string) => void; onError: (error: unknown) => void },
): () => Promise<void> {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'university-wake-up',
    })
    client = next
    next.on('notification', ({ payload }) => onWake(payload ?? ''))
    next.on('error', onError)
    next.on('end', () => {
      if (!stopped) retry = setTimeout(() => void connect().catch(onError), 1_000)
    })
    try {
      await next.connect()
      await next.query(`LISTEN ${CHANNEL}`)
    } catch (error) {
      onError(error)
      await next.end().catch(onError)
    }
  }
  void connect()
  return async () => {
    stopped = true
    clearTimeout(retry)
    await client?.end().catch(onError)
  }
}
