import type { Database } from '@/lib/db/database'
import { attemptIdSchema } from '@/lib/ids'
import type { AttemptId, SessionId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import type { StripePort } from '@/lib/stripe/port'
import { bookSession } from './book-session'

export type ProcessServices = {
  readonly db: Database
  readonly stripe: StripePort
  readonly log: Logger
  readonly waker: Waker
}

/**
 * Reads a session at Stripe and books what it says: the one door by which a payment enters our books, whoever noticed
 * it first (webhook, done page, another click, reconciliation). Throws when Stripe cannot be read, to be tried again.
 * A session that is not ours is passed over.
 */
export async function processSession(
  { db, stripe, log, waker }: ProcessServices,
  sessionId: SessionId,
  { asyncFailed = false }: { asyncFailed?: boolean } = {},
): Promise<void> {
  const read = await stripe.readSession(sessionId)
  if (read.outcome === 'unreachable') throw new Error(`Stripe could not be read: ${read.detail}`)
  if (read.outcome === 'missing') {
    log.warn({ session: sessionId }, 'a session is unknown at Stripe')
    return
  }
  const attemptId = read.session.attemptId ?? (await attemptBySession(db, sessionId))
  if (attemptId === undefined) return
  const booked = await db.prisma.$transaction((tx) =>
    bookSession(tx, read.session, attemptId, { asyncFailed: asyncFailed || read.session.bounced }),
  )
  if (booked === undefined) {
    log.warn({ session: sessionId, attempt: attemptId }, 'a session names an attempt that is not ours')
    return
  }
  if (booked.deliveries.length > 0) waker.wake('delivery')
  log.info(
    { attempt: attemptId, state: booked.attempt, deliveries: booked.deliveries.length },
    'session booked',
  )
}

async function attemptBySession(db: Database, sessionId: SessionId): Promise<AttemptId | undefined> {
  const row = await db.prisma.checkoutAttempt.findUnique({ where: { sessionId }, select: { id: true } })
  return row === null ? undefined : attemptIdSchema.parse(row.id)
}
