import type Stripe from 'stripe'
import { z } from 'zod'
import { attemptIdSchema, sessionIdSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { settlementOf } from './settlement'
import type { MoneyBack } from './money-back'
import type { SessionFacts } from './port'
import { taxFacts } from './tax-facts'
import { taxLines } from './tax-lines'

/** What `readSession` asks Stripe to include, so that one read is enough. */
export const SESSION_EXPANSIONS = [
  'invoice',
  'payment_intent.latest_charge.balance_transaction',
  'total_details.breakdown',
  'discounts.promotion_code',
]

const namedSchema = z.object({ object: z.literal('checkout.session') })

/** Whether an answer is a session at all: something on the way may have answered instead of Stripe. */
export function isSession(answer: unknown): boolean {
  return namedSchema.safeParse(answer).success
}

/** Reduces Stripe's session to what we book. Throws on a session without amounts: payment sessions always have them. */
export function sessionFacts(session: Stripe.Checkout.Session, moneyBack?: MoneyBack): SessionFacts {
  const { amount_subtotal: subtotal, amount_total: total, currency: code } = session
  if (subtotal === null || total === null || code === null)
    throw new Error(`Session ${session.id} has no amounts`)
  const attemptId = attemptIdSchema.safeParse(session.client_reference_id)
  const charge = expandedCharge(session)
  return {
    id: sessionIdSchema.parse(session.id),
    attemptId: attemptId.success ? attemptId.data : undefined,
    status: statusSchema.parse(session.status),
    payment: payment(session.payment_status),
    bounced:
      session.payment_status === 'unpaid' && charge?.status === 'failed' && session.status === 'complete',
    url: session.url ?? undefined,
    clientSecret: (session.status === 'open' ? session.client_secret : null) ?? undefined,
    expiresAt: seconds(session.expires_at),
    currency: currency(code),
    subtotal: BigInt(subtotal),
    discount: BigInt(session.total_details?.amount_discount ?? 0),
    tax: BigInt(session.total_details?.amount_tax ?? 0),
    taxes: taxLines(session.total_details?.breakdown?.taxes ?? []),
    taxFacts: taxFacts(session),
    total: BigInt(total),
    country: session.customer_details?.address?.country ?? undefined,
    taxPlace: taxPlace(session.customer_details?.address ?? undefined),
    paymentIntentId: idOf(session.payment_intent),
    settlement: settlementOf(charge?.balance_transaction),
    moneyBack,
    promotionCode: promotionCode(session.discounts),
    invoice: invoice(session.invoice),
    completedAt: seconds(charge?.created ?? session.created),
  }
}

/** Stripe's enums are open in its types: a value we do not know stops here, before anything is booked. */
const statusSchema = z.enum(['open', 'complete', 'expired'])
const paymentSchema = z.enum(['paid', 'unpaid', 'no_payment_required'])

function payment(value: string): SessionFacts['payment'] {
  const known = paymentSchema.parse(value)
  return known === 'no_payment_required' ? 'free' : known
}

/** The session's charge, where it was read with SESSION_EXPANSIONS and has one. */
export function expandedCharge(session: Stripe.Checkout.Session): Stripe.Charge | undefined {
  const intent = session.payment_intent
  if (intent === null || typeof intent === 'string') return undefined
  const charge = intent.latest_charge
  return charge === null || typeof charge === 'string' ? undefined : charge
}

function invoice(value: Stripe.Checkout.Session['invoice']): SessionFacts['invoice'] {
  if (value === null) return undefined
  return typeof value === 'string'
    ? { id: value, number: undefined }
    : { id: value.id, number: value.number ?? undefined }
}

/** The code the buyer typed; undefined for none, and for a discount given without one. One per session at most. */
function promotionCode(discounts: Stripe.Checkout.Session['discounts']): SessionFacts['promotionCode'] {
  const code = discounts?.find(({ promotion_code: given }) => given !== null)?.promotion_code
  if (code === undefined || code === null) return undefined
  return typeof code === 'string' ? { id: code, code: undefined } : { id: code.id, code: code.code }
}

function taxPlace(address: Stripe.Address | undefined): string | undefined {
  if (address?.country === 'US')
    return [address.state, address.postal_code].filter(Boolean).join(' ') || 'United States'
  if (!address?.country) return undefined
  return new Intl.DisplayNames('en', { type: 'region' }).of(address.country)
}

function idOf(value: string | { id: string } | null): string | undefined {
  return value === null ? undefined : typeof value === 'string' ? value : value.id
}

function seconds(unix: number): Date {
  return new Date(unix * 1_000)
}
