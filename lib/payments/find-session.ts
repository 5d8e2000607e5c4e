import type { Database } from '@/lib/db/database'
import { sessionIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import type { PaymentObject } from '@/lib/stripe/money-back'
import type { StripePort } from '@/lib/stripe/port'

/**
 * The Checkout session that a charge, refund, dispute, credit note or fraud warning belongs to: by our books where the
 * payment is known, else by Stripe. Undefined for what has nothing to do with Checkout. Throws when Stripe is unreachable.
 */
export async function findSession(
  { db, stripe }: { readonly db: Database; readonly stripe: StripePort },
  object: PaymentObject,
): Promise<SessionId | undefined> {
  const payment = await stripe.paymentOf(object)
  if (payment.outcome !== 'found') return undefined
  const { paymentIntentId } = payment
  const known = await db.prisma.purchase.findFirst({
    where: { paymentIntentId },
    select: { sessionId: true },
  })
  return known === null ? stripe.sessionOfPayment(paymentIntentId) : sessionIdSchema.parse(known.sessionId)
}
