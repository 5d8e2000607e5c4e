import { sessionIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { eventEffect } from './handled-events'
import { processSession } from './process-session'
import type { ProcessServices } from './process-session'

/**
 * Processes one stored event: finds its session, books it, marks the event handled. Throws to be tried again; then the
 * event keeps what went wrong, and stays visible as not handled.
 */
export async function processEvent(services: ProcessServices, eventId: string): Promise<void> {
  const { db } = services
  const event = await db.prisma.stripeEvent.findUnique({ where: { id: eventId } })
  if (event === null || event.state !== 'received') return
  try {
    const sessionId = await sessionOf(services, event)
    if (sessionId !== undefined) {
      const asyncFailed = event.type === 'checkout.session.async_payment_failed'
      await processSession(services, sessionId, { asyncFailed })
    }
    await db.prisma.stripeEvent.updateMany({
      where: { id: eventId, state: 'received' },
      data: { state: 'handled', handledAt: new Date(), failure: null },
    })
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    await db.prisma.stripeEvent.updateMany({ where: { id: eventId, state: 'received' }, data: { failure } })
    throw error
  }
}

async function sessionOf(
  { db, stripe }: ProcessServices,
  event: { type: string; objectId: string },
): Promise<SessionId | undefined> {
  if (eventEffect(event.type) === 'session') return sessionIdSchema.parse(event.objectId)
  const attemptId = await stripe.attemptOfInvoice(event.objectId)
  if (attemptId === undefined) return undefined
  const attempt = await db.prisma.checkoutAttempt.findUnique({
    where: { id: attemptId },
    select: { sessionId: true },
  })
  return attempt?.sessionId == null ? undefined : sessionIdSchema.parse(attempt.sessionId)
}
