import type { System } from './system'

export type TrueRefund = { readonly id: string; readonly state: string; readonly amount: number }
export type TrueDispute = { readonly id: string; readonly state: string; readonly amount: number }
export type TrueBalance = { readonly id: string; readonly currency: string; readonly net: number }

/** One completed session as Stripe knows it, with all that became of its money. */
export type TruePayment = {
  readonly session: string
  readonly intent: string
  /** The account it was bought for, and what was bought, as we told Stripe when the session was made. */
  readonly smid: string
  readonly sku: string
  readonly email: string
  readonly state: 'paid' | 'pending' | 'failed'
  readonly currency: string
  readonly subtotal: number
  readonly tax: number
  readonly total: number
  readonly refunds: readonly TrueRefund[]
  readonly disputes: readonly TrueDispute[]
}

export type StripeTruth = {
  readonly payments: readonly TruePayment[]
  readonly balances: readonly TrueBalance[]
}

const REFUNDS: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  pending: 'pending',
  requires_action: 'pending',
  failed: 'failed',
  canceled: 'failed',
}
const DISPUTES: Readonly<Record<string, string>> = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'inquiry-closed',
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
  prevented: 'prevented',
}

/** What really happened, read from the emulator's own tables and told in the words of our rows. */
export function readStripeTruth(system: Pick<System, 'stripe'>): StripeTruth {
  const accounts = system.stripe.store.accounts()
  return {
    payments: accounts.flatMap((account) => {
      const refunds = byPayment([...account.tables.refund.newestFirst()])
      const disputes = byPayment([...account.tables.dispute.newestFirst()])
      return [...account.tables.session.newestFirst()]
        .filter(({ status }) => status === 'complete')
        .map((session): TruePayment => {
          const intent = String(session.payment_intent)
          const held = account.tables.payment_intent.get(intent)
          const unpaid = held?.status === 'processing' ? 'pending' : 'failed'
          return {
            session: session.id,
            intent,
            smid: session.metadata?.['smid'] ?? '',
            sku: session.metadata?.['sku'] ?? '',
            email: session.customer_details?.email ?? session.customer_email ?? '',
            state: session.payment_status === 'unpaid' ? unpaid : 'paid',
            currency: String(session.currency).toUpperCase(),
            subtotal: session.amount_subtotal ?? 0,
            tax: session.total_details?.amount_tax ?? 0,
            total: session.amount_total ?? 0,
            refunds: (refunds.get(intent) ?? []).map(({ id, status, amount }) => ({
              id,
              state: REFUNDS[String(status)] ?? 'unknown',
              amount,
            })),
            disputes: (disputes.get(intent) ?? []).map(({ id, status, amount }) => ({
              id,
              state: DISPUTES[status] ?? 'unknown',
              amount,
            })),
          }
        })
    }),
    balances: accounts.flatMap((account) =>
      [...account.tables.balance_transaction.newestFirst()].map(({ id, currency, net }) => ({
        id,
        currency: currency.toUpperCase(),
        net,
      })),
    ),
  }
}

function byPayment<T extends { payment_intent: unknown }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const key = String(row.payment_intent)
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return found
}

/** Refunds on their way count: their money has left. */
export function givenBack(refunds: readonly TrueRefund[]): number {
  return refunds.filter(({ state }) => state !== 'failed').reduce((sum, { amount }) => sum + amount, 0)
}

/** What is left of one payment, by the rules of the business (R15), written here a second time on purpose. */
export function standingOf({ state, total, refunds, disputes }: TruePayment): string {
  if (state !== 'paid') return state
  if (total > 0 && givenBack(refunds) >= total) return 'refunded'
  if (disputes.some((each) => each.state === 'lost' || each.state === 'prevented')) return 'lost'
  return disputes.some((each) => each.state === 'open') ? 'disputed' : 'paid'
}

/** What a person may do with a unit, from all payments for it. */
export function accessOf(payments: readonly TruePayment[]): string {
  const standings = payments.map(standingOf)
  if (standings.includes('paid')) return 'active'
  if (standings.includes('disputed')) return 'suspended'
  if (standings.includes('pending')) return 'pending'
  return standings.includes('refunded') || standings.includes('lost') ? 'revoked' : 'none'
}
