import type { Transaction } from '@/lib/db/database'

/** A job given back this often more than its queue would retry it may be what kills workers: it waits for its expiry. */
const PATIENCE = 10

/**
 * Has every job that is being worked on fetched again at once: the queue does not say whose a job is, and each may run
 * twice at the same moment. Whoever still works on one cannot settle it any more, because each fetch counts it up
 * (`started_on` must stay for that). What is being settled this very moment is left alone. `before`: only jobs begun by
 * then, by Postgres's clock, to the millisecond. Returns how many.
 */
export function giveBackJobs(tx: Transaction, before: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE pgboss.job j SET state = 'retry', start_after = now(), heartbeat_on = NULL
    FROM (
      SELECT name, id FROM pgboss.job
      WHERE state = 'active' AND started_on < ${before}::timestamptz + interval '1 millisecond'
        AND retry_count < retry_limit + ${PATIENCE}
      FOR UPDATE SKIP LOCKED
    ) active
    WHERE j.name = active.name AND j.id = active.id`
}
