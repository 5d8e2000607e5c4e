import Stripe from 'stripe'
import type { SessionId } from '@/lib/ids'
import { sessionIdSchema } from '@/lib/ids'
import type { PaymentObject, PaymentOf } from './money-back'

type Owned = { readonly payment_intent?: string | { id: string } | null }

/** Asks Stripe which payment an object belongs to. Throws when Stripe is unreachable. */
export async function paymentOf(stripe: Stripe, { kind, id }: PaymentObject): Promise<PaymentOf> {
  try {
    const found = await read(stripe, kind, id)
    const intent = found?.payment_intent
    if (intent === null || intent === undefined) return { outcome: 'other' }
    return { outcome: 'found', paymentIntentId: typeof intent === 'string' ? intent : intent.id }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      return { outcome: 'missing' }
    throw error
  }
}

async function read(stripe: Stripe, kind: PaymentObject['kind'], id: string): Promise<Owned | undefined> {
  if (kind === 'charge') return stripe.charges.retrieve(id)
  if (kind === 'refund') return stripe.refunds.retrieve(id)
  if (kind === 'dispute') return stripe.disputes.retrieve(id)
  if (kind === 'fraud-warning') return stripe.radar.earlyFraudWarnings.retrieve(id)
  const note = await stripe.creditNotes.retrieve(id)
  const invoice = typeof note.invoice === 'string' ? note.invoice : note.invoice.id
  const payments = await stripe.invoicePayments.list({ invoice, status: 'paid', limit: 1 })
  const payment = payments.data[0]?.payment
  return payment?.payment_intent === undefined ? undefined : { payment_intent: payment.payment_intent }
}

/** The Checkout session that a payment was made in; undefined when it was made otherwise. */
export async function sessionOfPayment(
  stripe: Stripe,
  paymentIntentId: string,
): Promise<SessionId | undefined> {
  const { data } = await stripe.checkout.sessions.list({ payment_intent: paymentIntentId, limit: 1 })
  const [session] = data
  return session === undefined ? undefined : sessionIdSchema.parse(session.id)
}
