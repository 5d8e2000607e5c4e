import { failpoint } from '@/lib/failpoint'
import { sessionIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { countEvent } from '@/lib/telemetry/measures'
import { continued } from '@/lib/telemetry/spans'
import { noteFinding } from './findings'
import { findSession } from './find-session'
import { handledEvent } from './handled-events'
import type { EventEffect } from './handled-events'
import { processSession } from './process-session'
import type { ProcessServices } from './process-session'

/** Those of processing, whatever the account. */
export type EventServices = Omit<ProcessServices, 'stripe'> & { readonly accounts: StripeAccounts }

type StoredEvent = {
  readonly id: string
  readonly account: string
  readonly type: string
  readonly objectId: string
  readonly attempts: number
  readonly traceparent: string | null
}

/**
 * Processes one stored event: finds the payment it belongs to, books that as it stands, marks the event handled. Throws
 * to be tried again; then the event keeps what went wrong, and stays visible as not handled.
 */
export async function processEvent(of: EventServices, eventId: string): Promise<void> {
  const event = await of.db.prisma.stripeEvent.findUnique({ where: { id: eventId } })
  if (event === null || event.state !== 'received') return
  const { type: eventType, traceparent } = event
  const tries = event.attempts + 1
  await continued(traceparent, { name: 'process event', part: 'job', event: eventId, eventType, tries }, () =>
    handle(of, event),
  )
}

async function handle(of: EventServices, event: StoredEvent): Promise<void> {
  const { db, accounts } = of
  const { id: eventId, type: eventType } = event
  try {
    await act({ ...of, stripe: accounts.of(event.account) }, event)
    await db.prisma.stripeEvent.updateMany({
      where: { id: eventId, state: 'received' },
      data: { state: 'handled', handledAt: new Date(), failure: null, attempts: { increment: 1 } },
    })
    failpoint('process.handled')
    countEvent('handled', { eventType })
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    await db.prisma.stripeEvent.updateMany({
      where: { id: eventId, state: 'received' },
      data: { failure, attempts: { increment: 1 }, dueAt: nextTry(event.attempts) },
    })
    countEvent('failed', { eventType })
    throw error
  }
}

/** The queue tries soon and then seldom; once it has given up, the sweep goes on, at most hourly. */
function nextTry(attempts: number): Date {
  return new Date(Date.now() + Math.min(2 ** Math.min(attempts, 12), 3_600) * 1_000)
}

async function act(services: ProcessServices, event: StoredEvent): Promise<void> {
  const effect = handledEvent(event.type)?.effect
  if (effect === undefined) return
  if (effect === 'payout') return compareBalance(services, event)
  const sessionId = await sessionOf(services, effect, event.objectId)
  if (sessionId === undefined) return
  await processSession(services, sessionId, {
    asyncFailed: event.type === 'checkout.session.async_payment_failed',
    moneyBack: effect !== 'session' && effect !== 'invoice' && effect !== 'charge',
  })
  await tell(services, event.type, sessionId)
}

/** What no reading of the payment shows later: told by the event alone. */
async function tell({ db }: ProcessServices, type: string, sessionId: SessionId): Promise<void> {
  if (type === 'radar.early_fraud_warning.created') {
    const detail =
      "The card's issuer suspects fraud. Refunding now may avoid a dispute; look at the buyer first."
    await noteFinding(db.prisma, { sessionId }, 'early-fraud-warning', detail)
  }
  if (type === 'invoice.finalization_failed') {
    const detail = 'Stripe could not finalise the invoice of this purchase: it says why in its dashboard.'
    await noteFinding(db.prisma, { sessionId }, 'invoice-failed', detail)
  }
}

/** A payout belongs to no payment: the balance is read, which mirrors and posts it. */
async function compareBalance({ db, waker }: ProcessServices, event: StoredEvent): Promise<void> {
  await db.prisma.$transaction((tx) =>
    enqueue(tx, 'reconcile', { pass: 'balance' }, { key: `payout ${event.objectId}` }),
  )
  waker.wake('reconcile')
}

async function sessionOf(
  services: ProcessServices,
  effect: Exclude<EventEffect, 'payout'>,
  objectId: string,
): Promise<SessionId | undefined> {
  if (effect === 'session') return sessionIdSchema.parse(objectId)
  if (effect === 'invoice') return sessionOfInvoice(services, objectId)
  return findSession(services, { kind: effect, id: objectId })
}

async function sessionOfInvoice(
  { db, stripe }: ProcessServices,
  invoiceId: string,
): Promise<SessionId | undefined> {
  const attemptId = await stripe.attemptOfInvoice(invoiceId)
  if (attemptId === undefined) return undefined
  const attempt = await db.prisma.checkoutAttempt.findUnique({
    where: { id: attemptId },
    select: { sessionId: true },
  })
  return attempt?.sessionId == null ? undefined : sessionIdSchema.parse(attempt.sessionId)
}
