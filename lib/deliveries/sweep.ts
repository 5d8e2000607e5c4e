import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import type { Destination } from './owe'

const deliveriesSchema = z.array(z.object({ id: deliveryIdSchema, dueAt: z.date() }))

/**
 * Once a minute: rows whose job is gone get a new one (our rows are the truth, jobs only drive them), and whatever a
 * learner has waited for longer than 15 minutes is said aloud (R23).
 */
export async function sweep({ db, log, waker }: { db: Database; log: Logger; waker: Waker }): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const due = await tx.delivery.findMany({
      where: { destination: 'flockjay', state: 'waiting', dueAt: { lt: secondsAgo(30) } },
      select: { id: true, dueAt: true },
      orderBy: { dueAt: 'asc' },
      take: 500,
    })
    // A key of its own: the delivery's first job may be held by a worker that died with it.
    for (const { id, dueAt } of deliveriesSchema.parse(due))
      await enqueue(tx, 'delivery', { deliveryId: id }, { key: `${id}@sweep`, due: dueAt })
    const records = await tx.delivery.findFirst({
      where: { destination: 'salesforce', state: 'waiting', dueAt: { lt: secondsAgo(30) } },
      select: { id: true },
    })
    // One job carries out all that is due there.
    if (records !== null) await enqueue(tx, 'salesforce', {}, { key: 'sweep' })
    const events = await tx.stripeEvent.findMany({
      where: { state: 'received', receivedAt: { lt: secondsAgo(60) }, dueAt: { lt: secondsAgo(0) } },
      select: { id: true },
      orderBy: { receivedAt: 'asc' },
      take: 500,
    })
    for (const { id } of events) await enqueue(tx, 'stripe-event', { eventId: id }, { key: `${id}@sweep` })
  })
  waker.wake('delivery')
  waker.wake('salesforce')
  waker.wake('stripe-event')
  await sayWhatIsStuck(db, log)
}

async function sayWhatIsStuck(db: Database, log: Logger): Promise<void> {
  const { deliveries, records, events } = await countStuck(db)
  if (deliveries > 0) log.error({ deliveries }, 'deliveries have been owed for more than 15 minutes')
  if (records > 0) log.error({ records }, 'records have been owed to Salesforce for more than 15 minutes')
  if (events > 0) log.error({ events }, 'Stripe events have been unprocessed for more than 15 minutes')
}

/** What is owed for longer than 15 minutes, or waits for a person. */
async function countStuck(db: Database): Promise<{ deliveries: number; records: number; events: number }> {
  const before = secondsAgo(900)
  const owed = (destination: Destination) =>
    db.prisma.delivery.count({
      where: { destination, state: { in: ['waiting', 'needs-person'] }, createdAt: { lt: before } },
    })
  const [deliveries, records, events] = await Promise.all([
    owed('flockjay'),
    owed('salesforce'),
    db.prisma.stripeEvent.count({ where: { state: 'received', receivedAt: { lt: before } } }),
  ])
  return { deliveries, records, events }
}

function secondsAgo(seconds: number): Date {
  return new Date(Date.now() - seconds * 1_000)
}
