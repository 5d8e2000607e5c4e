import type { Database, Transaction } from '@/lib/db/database'
import type { Logger } from '@/lib/log'
import { giveBackJobs } from './give-back'
import { createPause } from './pause'
import { takeWorkerLock, WORKER_LOCKS } from './worker-lock'
import type { WorkerLock } from './worker-lock'

const ROUND_MS = 2_000

export type WorkerProcess = {
  /** The number by which this process claims things; another one after its connection was lost. */
  readonly id: () => bigint
  /** Says that this worker has ended in good order, and gives up what it still holds. */
  readonly stop: () => Promise<void>
}

export type WorkerProcessOptions = {
  readonly url: string
  readonly db: Database
  readonly log: Logger
  /** Gives up what ended workers had claimed: part of the transaction that says they ended. Safe to run again. */
  readonly releaseClaims: (tx: Transaction) => Promise<void>
  /** After something was given back: there is work to be fetched. */
  readonly onGivenBack: () => void
}

/** Registered, not ended, and nobody holds its lock: it died. */
const DEAD = `
  SELECT w.id::text AS id, now() AS now FROM worker_process w
  WHERE w.ended_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.classid = ${WORKER_LOCKS} AND l.objid = w.id AND l.objsubid = 2 AND l.granted
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`

/**
 * Makes this process known as a worker, now and for as long as it lives, and looks every two seconds for others that
 * died without a word: what they had claimed or fetched is free at once instead of after its time-out. Any number of
 * workers may do this at the same time. Throws when Postgres cannot be reached at the start; later it reconnects.
 */
export async function openWorkerProcess(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const { url, log } = options
  const trouble = (error: unknown): void => log.warn({ err: error }, 'trouble with the worker connection')
  const pause = createPause()
  const look = createLookout(options)
  let lock = await takeWorkerLock(url, trouble)
  await look(lock)
  const running = (async () => {
    while (await pause.wait(ROUND_MS)) {
      try {
        if (lock.isLost()) {
          lock = await takeWorkerLock(url, trouble)
          log.info({ worker: lock.id.toString() }, 'worker connection is back, with a new number')
        }
        await look(lock)
      } catch (error) {
        trouble(error)
      }
    }
  })()
  return {
    id: () => lock.id,
    stop: async () => {
      pause.end()
      await running
      await retire(options, lock.id, 'stopped').catch(trouble)
      await lock.client.end().catch(trouble)
    },
  }
}

/**
 * Looks for the dead, one look at a time. A statement of theirs may still have been under way when their lock went: the
 * look after a death gives back once more what had begun by then.
 */
function createLookout(options: WorkerProcessOptions): (lock: WorkerLock) => Promise<void> {
  let lastDeath: Date | undefined
  return async ({ client }) => {
    const { rows } = await client.query<{ id: string; now: Date }>(DEAD)
    if (lastDeath !== undefined) await giveBackLate(options, lastDeath)
    lastDeath = rows[0]?.now
    for (const { id, now } of rows) {
      const jobs = await retire(options, BigInt(id), 'died', now)
      if (jobs === undefined) continue
      options.log.warn({ worker: id, jobs }, 'a worker died: its work was given back')
      options.onGivenBack()
    }
  }
}

/**
 * Ends a worker in the books and frees what it held. Undefined when somebody else has done it; else how many jobs were
 * given back: none of a worker that stopped in good order, which has settled its own.
 */
function retire(
  { db, releaseClaims }: WorkerProcessOptions,
  id: bigint,
  ending: 'stopped' | 'died',
  before?: Date,
): Promise<number | undefined> {
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.workerProcess.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: new Date(), ending },
    })
    if (count === 0) return undefined
    await releaseClaims(tx)
    return before === undefined ? 0 : giveBackJobs(tx, before)
  })
}

async function giveBackLate(
  { db, releaseClaims, onGivenBack }: WorkerProcessOptions,
  before: Date,
): Promise<void> {
  const jobs = await db.prisma.$transaction(async (tx) => {
    await releaseClaims(tx)
    return giveBackJobs(tx, before)
  })
  if (jobs > 0) onGivenBack()
}
