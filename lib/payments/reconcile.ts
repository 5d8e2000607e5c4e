import type { Clock } from '@/lib/clock'
import { sessionIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { processSession } from './process-session'
import type { ProcessServices } from './process-session'

/** Webhooks are retried for three days; we look back a little further than they do. */
const LOOK_BACK_DAYS = 4

export type Reconciled = { readonly checked: number; readonly repaired: number; readonly closed: number }

/**
 * Finds what no webhook told us: sessions completed at Stripe without a paid purchase here, and attempts whose session
 * has ended. Each goes through the same processing as ever, so running this twice changes nothing. Throws when Stripe
 * is unreachable.
 */
export async function reconcile(services: ProcessServices & { readonly clock: Clock }): Promise<Reconciled> {
  const { stripe, clock, log } = services
  const since = new Date(clock.now().getTime() - LOOK_BACK_DAYS * 86_400_000)
  let checked = 0
  let repaired = 0
  for await (const sessionId of stripe.completedSince(since)) {
    checked += 1
    const known = await readBooks(services, sessionId)
    if (known?.settled === true) continue
    await processSession(services, sessionId)
    const now = await readBooks(services, sessionId)
    if (now !== undefined && now.state !== known?.state) {
      repaired += 1
      log.error({ session: sessionId }, 'a payment was found only by reconciliation: its webhook was lost')
    }
  }
  return { checked, repaired, closed: await closeEnded(services) }
}

/** Settled: paid, and posted with its balance transaction, which Stripe may make some time after the payment. */
async function readBooks(
  { db }: ProcessServices,
  sessionId: SessionId,
): Promise<{ state: string; settled: boolean } | undefined> {
  const purchase = await db.prisma.purchase.findUnique({
    where: { sessionId },
    select: {
      state: true,
      total: true,
      transactions: { where: { kind: 'settlement' }, select: { id: true } },
    },
  })
  if (purchase === null) return undefined
  const { state, total, transactions } = purchase
  return { state, settled: state === 'paid' && (total === 0n || transactions.length > 0) }
}

async function closeEnded(services: ProcessServices & { readonly clock: Clock }): Promise<number> {
  const { db, clock } = services
  const overdue = await db.prisma.checkoutAttempt.findMany({
    where: { state: { in: ['open', 'pending'] }, expiresAt: { lt: clock.now() }, sessionId: { not: null } },
    select: { sessionId: true },
    take: 1_000,
  })
  for (const { sessionId } of overdue) await processSession(services, sessionIdSchema.parse(sessionId))
  return overdue.length
}
