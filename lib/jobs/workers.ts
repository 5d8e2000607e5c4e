import { PgBoss } from 'pg-boss'
import type { Job } from 'pg-boss'
import { failpoint } from '@/lib/failpoint'
import type { Logger } from '@/lib/log'
import type { JobData, QueueName } from './queues'
import { scheduleJobs } from './schedule'
import { listenForWakeUps } from './wake'

export type JobHandlers = { readonly [Q in QueueName]: (data: JobData[Q]) => Promise<void> }

/** Batches drain a backlog quickly; several workers per queue keep one slow call from holding up the others. */
const BATCH: Readonly<Record<QueueName, number>> = {
  'stripe-event': 5,
  'checkout-session': 5,
  delivery: 10,
  salesforce: 10,
  'salesforce-pass': 1,
  publication: 5,
  'product-words': 5,
  'price-archive': 5,
  sweep: 1,
  refunds: 1,
  // A comparison holds a connection for as long as it takes: one at a time.
  reconcile: 1,
  retention: 1,
}
const WORKERS: Readonly<Record<QueueName, number>> = {
  'stripe-event': 3,
  'checkout-session': 2,
  delivery: 4,
  // Each drains what is due: the jobs beside it mostly find nothing left.
  salesforce: 1,
  'salesforce-pass': 1,
  publication: 1,
  'product-words': 1,
  'price-archive': 1,
  sweep: 1,
  refunds: 1,
  reconcile: 1,
  retention: 1,
}
const POLL_SECONDS = 2

/**
 * Runs the handlers on their queues until `stop`, which lets running jobs finish (25 s at most).
 * A handler that throws has its job retried by the queue's settings.
 */
export async function startWorkers(
  url: string,
  handlers: JobHandlers,
  log: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    migrate: false,
    supervise: true,
    schedule: true,
    max: 6,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue trouble'))
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'job queue warning'))
  await boss.start()
  const workers: { queue: QueueName; id: string }[] = []
  const work = async <Q extends QueueName>(queue: Q): Promise<void> => {
    for (let n = 0; n < WORKERS[queue]; n += 1) {
      const options = {
        batchSize: BATCH[queue],
        pollingIntervalSeconds: POLL_SECONDS,
        burstWhenBatchFull: true,
        perJobResults: true,
      }
      const id = await boss.work<JobData[Q]>(queue, options, (jobs) =>
        runBatch(jobs, handlers[queue], queue, log),
      )
      workers.push({ queue, id })
    }
  }
  await work('stripe-event')
  await work('checkout-session')
  await work('delivery')
  await work('salesforce')
  await work('salesforce-pass')
  await work('publication')
  await work('product-words')
  await work('price-archive')
  await work('sweep')
  await work('refunds')
  await work('reconcile')
  await work('retention')
  await scheduleJobs(boss)
  const stopListening = listenForWakeUps(url, {
    onWake: (queue) =>
      workers.filter((worker) => worker.queue === queue).forEach(({ id }) => boss.notifyWorker(id)),
    onError: (error) => log.warn({ err: error }, 'wake-up connection lost; polling meanwhile'),
  })
  return {
    stop: async () => {
      await stopListening()
      await boss.stop({ graceful: true, timeout: 25_000 })
    },
  }
}

async function runBatch<D>(
  jobs: Job<D>[],
  handle: (data: D) => Promise<void>,
  queue: QueueName,
  log: Logger,
) {
  return Promise.all(
    jobs.map(async ({ id, data }) => {
      try {
        failpoint('jobs.fetched')
        await handle(data)
        failpoint('jobs.handled')
        return { id, status: 'completed' as const }
      } catch (error) {
        log.error({ err: error, queue, job: id }, 'job failed and will be retried')
        return {
          id,
          status: 'failed' as const,
          output: { message: error instanceof Error ? error.message : 'unknown' },
        }
      }
    }),
  )
}
