import { PgBoss } from 'pg-boss'
import type { Queue } from 'pg-boss'

/** The work that waits in Postgres. The value says what a job's data holds. */
export type JobData = {
  /** A stored Stripe event to be processed. */
  'stripe-event': { eventId: string }
  /** A Checkout session of ours to be read again at Stripe and booked. */
  'checkout-session': { account: string; sessionId: string }
  /** One delivery that is due. */
  delivery: { deliveryId: string }
  /** Write to Salesforce what is due there. */
  salesforce: Record<string, never>
  /** Look for people whose accounts came late; compare what Salesforce was sent with our books. */
  'salesforce-pass': { pass: SalesforcePass }
  /** A revision that goes public at its time. */
  publication: { publicationId: string }
  /** What Stripe calls a unit, after its page changed. */
  'product-words': { courseId: string }
  /** A replaced price that Stripe must no longer sell at. */
  'price-archive': { priceId: string }
  /** Find rows whose job was lost, and say what is stuck. */
  sweep: Record<string, never>
  /** Carry out refunds that were ordered and left in the middle. */
  refunds: Record<string, never>
  /** Compare with Stripe and Flockjay, and repair. */
  reconcile: { pass: ReconcilePass }
  /** Delete what has outlived its use. */
  retention: Record<string, never>
}
export type QueueName = keyof JobData

/** What is compared together: lost events and changed access; payments and our own books; Stripe's balance; all access. */
export type ReconcilePass = 'hourly' | 'nightly' | 'balance' | 'access'

export type SalesforcePass = 'match' | 'match-all' | 'compare'

const DAY = 86_400

/** `exclusive`: a second job with the same key is not made while one waits, retries or runs. */
const QUEUES: readonly (Queue & { name: QueueName })[] = [
  retried({ name: 'stripe-event', retryLimit: 20, retryDelayMax: 600 }),
  retried({ name: 'checkout-session', retryLimit: 5, retryDelayMax: 60 }),
  retried({ name: 'delivery', retryLimit: 5, retryDelayMax: 60 }),
  retried({ name: 'salesforce', retryLimit: 5, retryDelayMax: 60, expireInSeconds: 600 }),
  retried({ name: 'salesforce-pass', retryLimit: 2, retryDelayMax: 300, expireInSeconds: 7_200 }),
  retried({ name: 'publication', retryLimit: 20, retryDelayMax: 60 }),
  retried({ name: 'product-words', retryLimit: 20, retryDelayMax: 600 }),
  retried({ name: 'price-archive', retryLimit: 20, retryDelayMax: 600 }),
  retried({ name: 'sweep', retryLimit: 0 }),
  // Apart from the sweep: where Stripe is slow, lost jobs are found all the same.
  retried({ name: 'refunds', retryLimit: 0, expireInSeconds: 1_800 }),
  retried({ name: 'retention', retryLimit: 2, expireInSeconds: 1_800 }),
  retried({ name: 'reconcile', retryLimit: 2, retryDelayMax: 300, expireInSeconds: 7_200 }),
]

function retried(queue: Queue & { name: QueueName }): Queue & { name: QueueName } {
  return {
    policy: 'exclusive',
    retryDelay: 1,
    retryBackoff: true,
    expireInSeconds: 120,
    retentionSeconds: 30 * DAY,
    deleteAfterSeconds: 3 * DAY,
    ...queue,
  }
}

/** Creates or upgrades pg-boss's tables and our queues. Runs as the owner role: the app may not create tables. */
export async function createQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    supervise: false,
    schedule: false,
    migrate: true,
    max: 2,
  })
  const problems: Error[] = []
  boss.on('error', (error) => problems.push(error))
  await boss.start()
  try {
    for (const { name, ...options } of QUEUES) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options)
      else await boss.updateQueue(name, withoutPolicy(options))
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  const [problem] = problems
  if (problem !== undefined) throw new Error('The job queues could not be prepared', { cause: problem })
}

/** A queue's policy is fixed when it is made. */
function withoutPolicy({ policy: _policy, ...options }: Omit<Queue, 'name'>): Omit<Queue, 'name' | 'policy'> {
  return options
}
