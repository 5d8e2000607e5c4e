import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { failpoint } from '@/lib/failpoint'
import { attemptIdSchema } from '@/lib/ids'
import type { AttemptId, SessionId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { SessionFacts } from '@/lib/stripe/port'
import { readTax } from '@/lib/tax/read-tax'
import type { TaxServices } from '@/lib/tax/read-tax'
import { carry, traced } from '@/lib/telemetry/spans'
import { bookSession } from './book-session'
import type { Booked, Reading } from './book-session'

export type ProcessServices = TaxServices & { readonly waker: Waker }

export type ProcessOptions = {
  /** Heard that the delayed payment of this session has bounced. */
  readonly asyncFailed?: boolean
  /** Refunds and disputes are read even when the charge itself shows none. */
  readonly moneyBack?: boolean
}

/**
 * Reads a payment at Stripe and books what it says: the one door by which money enters our books, whoever noticed it
 * first (webhook, done page, another click, reconciliation). Throws when Stripe cannot be read, to be tried again.
 * A session that is not ours is passed over.
 */
export function processSession(
  services: ProcessServices,
  sessionId: SessionId,
  options: ProcessOptions = {},
): Promise<void> {
  return traced({ name: 'process payment', session: sessionId }, () =>
    readAndBook(services, sessionId, options),
  )
}

async function readAndBook(
  services: ProcessServices,
  sessionId: SessionId,
  { asyncFailed = false, moneyBack = false }: ProcessOptions,
): Promise<void> {
  const { db, stripe, log, waker } = services
  failpoint('process.begun')
  const reading = await beginReading(db)
  const read = await traced(
    { name: 'read payment at Stripe', part: 'request-made', session: sessionId },
    async (say) => {
      const answer = await stripe.readSession(sessionId, { moneyBack })
      say({ outcome: answer.outcome })
      return answer
    },
  )
  if (read.outcome === 'unreachable') throw new Error(`Stripe could not be read: ${read.detail}`)
  if (read.outcome === 'missing') {
    log.warn({ session: sessionId }, 'a session is unknown at Stripe')
    return
  }
  failpoint('process.read')
  const attemptId = read.session.attemptId ?? (await attemptBySession(db, sessionId))
  if (attemptId === undefined) return
  const heard = {
    account: stripe.account,
    reading,
    asyncFailed: asyncFailed || read.session.bounced,
    tax: await readTax(services, read.session, attemptId),
  }
  const booked = await book(db, read.session, attemptId, heard)
  failpoint('process.booked')
  if (booked === undefined) {
    log.warn({ session: sessionId, attempt: attemptId }, 'a session names an attempt that is not ours')
    return
  }
  if (booked.deliveries.length > 0) waker.wake('delivery')
  if (booked.syncs.length > 0) waker.wake('salesforce')
  failpoint('process.woken')
  sayBooked(services, booked, { attempt: attemptId, session: sessionId })
}

/** Missing tax is said aloud once, when it is found; its finding stays open until finance closes it. */
function sayBooked({ log }: ProcessServices, booked: Booked, of: { attempt: AttemptId; session: SessionId }) {
  const { attempt: state, deliveries, taxFindings } = booked
  if (taxFindings.includes('untaxed')) log.error(of, 'a purchase was not taxed where tax was due')
  log.info({ attempt: of.attempt, state, deliveries: deliveries.length }, 'session booked')
}

/** One transaction under a span, which what comes to be owed will continue. */
function book(
  db: Database,
  facts: SessionFacts,
  attemptId: AttemptId,
  heard: Omit<Reading, 'traceparent'>,
): Promise<Booked | undefined> {
  return traced({ name: 'book payment', attempt: attemptId, session: facts.id }, async (say) => {
    const traceparent = carry()
    const booked = await db.prisma.$transaction((tx) =>
      bookSession(tx, facts, attemptId, { ...heard, traceparent }),
    )
    if (booked !== undefined) say({ outcome: booked.attempt, deliveries: booked.deliveries.length })
    return booked
  })
}

const readingSchema = z.tuple([z.object({ reading: z.bigint() })])

/** A number that orders readings: one that began later has seen all that was true when an earlier one began. */
async function beginReading(db: Database): Promise<bigint> {
  const rows = await db.prisma.$queryRaw`SELECT nextval('reading') AS reading`
  return readingSchema.parse(rows)[0].reading
}

async function attemptBySession(db: Database, sessionId: SessionId): Promise<AttemptId | undefined> {
  const row = await db.prisma.checkoutAttempt.findUnique({ where: { sessionId }, select: { id: true } })
  return row === null ? undefined : attemptIdSchema.parse(row.id)
}
