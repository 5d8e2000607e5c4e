import type Stripe from 'stripe'
import { z } from 'zod'
import { currency } from '@/lib/money'
import { replacementsOf } from './invoice-replacement'
import { settlementOf } from './settlement'
import type { CreditNoteFacts, DisputeFacts, DisputeState, MoneyBack, RefundFacts } from './money-back'
import { taxLines } from './tax-lines'

/** Whether the charge itself shows that money went back or is questioned. A refund that failed leaves no trace here. */
export function hasMoneyBack(charge: Stripe.Charge): boolean {
  return charge.disputed || charge.amount_refunded > 0
}

/** Reads refunds, disputes and credit notes of one payment, each list to its end. Throws when unreachable. */
export async function readMoneyBack(
  stripe: Stripe,
  charge: Stripe.Charge,
  invoice: string | Stripe.Invoice | null,
): Promise<MoneyBack> {
  const of = { charge: charge.id, limit: 100 }
  const [refunds, disputes, creditNotes] = await Promise.all([
    all(
      stripe.refunds.list({
        ...of,
        expand: ['data.balance_transaction', 'data.failure_balance_transaction'],
      }),
    ),
    all(stripe.disputes.list(of)),
    readCreditNotes(stripe, invoice),
  ])
  const rates = await readRates(stripe, creditNotes)
  return {
    refunds: refunds.map(refundFacts),
    disputes: disputes.map(disputeFacts),
    creditNotes: creditNotes.map((note) => creditNoteFacts(note, rates)),
  }
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const rows: T[] = []
  for await (const row of list) rows.push(row)
  return rows
}

/** Those of the invoice of the session, and of any that has replaced it since. */
async function readCreditNotes(
  stripe: Stripe,
  invoice: string | Stripe.Invoice | null,
): Promise<Stripe.CreditNote[]> {
  if (invoice === null) return []
  const ids = [idOf(invoice), ...(typeof invoice === 'string' ? [] : await replacementsOf(stripe, invoice))]
  return (
    await Promise.all(ids.map((id) => all(stripe.creditNotes.list({ invoice: id, limit: 100 }))))
  ).flat()
}

/** A credit note names its tax rates by id only. */
async function readRates(
  stripe: Stripe,
  notes: readonly Stripe.CreditNote[],
): Promise<ReadonlyMap<string, Stripe.TaxRate>> {
  const ids = new Set(notes.flatMap((note) => taxesOf(note).map(({ rate }) => rate)))
  const rates = await Promise.all([...ids].map((id) => stripe.taxRates.retrieve(id)))
  return new Map(rates.map((rate) => [rate.id, rate]))
}

function taxesOf({ total_taxes: taxes }: Stripe.CreditNote): { rate: string; amount: number }[] {
  return (taxes ?? []).flatMap(({ amount, tax_rate_details: details }) =>
    details === null ? [] : [{ rate: details.tax_rate, amount }],
  )
}

/** Stripe's enums are open in its types: a value we do not know stops here, before anything is booked. */
const REFUND_STATES = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
} as const
const refundStateSchema = z
  .enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled'])
  .transform((status) => REFUND_STATES[status])

function refundFacts(refund: Stripe.Refund): RefundFacts {
  return {
    id: refund.id,
    amount: BigInt(refund.amount),
    currency: currency(refund.currency),
    state: refundStateSchema.parse(refund.status),
    createdAt: seconds(refund.created),
    out: settlementOf(refund.balance_transaction),
    back: settlementOf(refund.failure_balance_transaction),
  }
}

const DISPUTE_STATES = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'inquiry-closed',
  needs_response: 'open',
  under_review: 'open',
  appeal_needs_response: 'open',
  appeal_under_review: 'open',
  won: 'won',
  lost: 'lost',
  prevented: 'prevented',
} as const satisfies Record<string, DisputeState>
const disputeStateSchema = z
  .enum([
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
    'needs_response',
    'under_review',
    'appeal_needs_response',
    'appeal_under_review',
    'won',
    'lost',
    'prevented',
  ])
  .transform((status): DisputeState => DISPUTE_STATES[status])

function disputeFacts(dispute: Stripe.Dispute): DisputeFacts {
  const { due_by: answerBy } = dispute.evidence_details
  return {
    id: dispute.id,
    amount: BigInt(dispute.amount),
    currency: currency(dispute.currency),
    state: disputeStateSchema.parse(dispute.status),
    reason: dispute.reason,
    answerBy: answerBy === null ? undefined : seconds(answerBy),
    createdAt: seconds(dispute.created),
    moves: dispute.balance_transactions.flatMap((move) => settlementOf(move) ?? []),
  }
}

function creditNoteFacts(
  note: Stripe.CreditNote,
  rates: ReadonlyMap<string, Stripe.TaxRate>,
): CreditNoteFacts {
  const taxes = taxesOf(note).flatMap(({ rate, amount }) => {
    const known = rates.get(rate)
    return known === undefined ? [] : [{ rate: known, amount }]
  })
  return {
    id: note.id,
    number: note.number,
    amount: BigInt(note.total),
    outOfBand: BigInt(note.out_of_band_amount ?? 0),
    currency: currency(note.currency),
    taxes: taxLines(taxes),
    issued: note.status === 'issued',
    refundIds: note.refunds.map(({ refund }) => idOf(refund)),
    createdAt: seconds(note.created),
  }
}

function idOf(value: string | { id: string }): string {
  return typeof value === 'string' ? value : value.id
}

function seconds(unix: number): Date {
  return new Date(unix * 1_000)
}
