import type Stripe from 'stripe'
import { recordReinstatement, recordWithdrawal } from './dispute-moves'
import { type DisputeDraft, makeDispute } from './dispute-object'
import { failRefund } from './refund-life'
import type { Account } from './store'
import { BY_ITSELF, type Cause, type World } from './world'

const INQUIRY = ['warning_needs_response', 'warning_under_review']
const OPEN = ['needs_response', 'under_review']

/** What a bank (or we) may do to a dispute, from which statuses, and what it is then (docs.stripe.com/disputes). */
export const DISPUTE_MOVES = {
  escalate: { from: INQUIRY, to: 'needs_response' },
  'close-inquiry': { from: INQUIRY, to: 'warning_closed' },
  prevent: { from: INQUIRY, to: 'prevented' },
  review: { from: ['warning_needs_response', 'needs_response'], to: 'under_review' },
  win: { from: OPEN, to: 'won' },
  lose: { from: OPEN, to: 'lost' },
} as const satisfies Record<string, { from: readonly string[]; to: Stripe.Dispute.Status }>
export type DisputeVerb = keyof typeof DISPUTE_MOVES

type Opening = { amount: number; reason: string; kind: 'dispute' | 'inquiry' | 'prevented' }

/** What may still be disputed of a charge: refunds that only wait for our balance fail with the dispute. */
export function disputable(charge: Stripe.Charge, account: Account): number {
  const waiting = refundsInWaiting(charge, account).reduce((sum, refund) => sum + refund.amount, 0)
  return charge.amount - charge.amount_refunded + waiting
}

/** The buyer's bank opens a dispute or an inquiry, or Stripe has settled one before it was opened. */
export function openDispute(
  world: World,
  account: Account,
  charge: Stripe.Charge,
  { amount, reason, kind }: Opening,
): Stripe.Dispute {
  const caseType = CASE_TYPES[kind]
  const made = account.tables.dispute.add(makeDispute(charge, { amount, reason, caseType }, world.now()))
  if (kind === 'prevented') made.status = 'prevented'
  if (kind !== 'inquiry') charge.disputed = true
  tell(world, account, 'charge.dispute.created', made)
  if (kind !== 'inquiry') withdraw(world, account, made)
  if (kind === 'prevented') tell(world, account, 'charge.dispute.closed', made)
  return made
}

const CASE_TYPES: Record<Opening['kind'], DisputeDraft['caseType']> = {
  dispute: 'chargeback',
  inquiry: 'inquiry',
  prevented: 'resolution',
}

export function disputeMayMove(dispute: Stripe.Dispute, verb: DisputeVerb): boolean {
  const from: readonly string[] = DISPUTE_MOVES[verb].from
  return from.includes(dispute.status)
}

/** Moves a dispute on, with the money and the events that go with it. The caller has asked `disputeMayMove`. */
export function moveDispute(
  world: World,
  account: Account,
  dispute: Stripe.Dispute,
  verb: DisputeVerb,
  cause = BY_ITSELF,
): void {
  const previous = { status: dispute.status }
  const inquiry = INQUIRY.includes(dispute.status)
  dispute.status = verb === 'review' && inquiry ? 'warning_under_review' : DISPUTE_MOVES[verb].to
  if (verb === 'review') return answered(world, account, dispute, previous)
  if (verb === 'escalate' || verb === 'prevent') becomeReal(account, dispute, verb)
  if (verb === 'escalate') tell(world, account, 'charge.dispute.updated', dispute, BY_ITSELF, previous)
  if (verb === 'escalate' || verb === 'prevent') withdraw(world, account, dispute)
  if (verb === 'win') reinstate(world, account, dispute)
  if (verb !== 'escalate') tell(world, account, 'charge.dispute.closed', dispute, cause)
}

/** An inquiry becomes a dispute of what has not been refunded meanwhile. */
function becomeReal(account: Account, dispute: Stripe.Dispute, verb: 'escalate' | 'prevent'): void {
  const charge = chargeOf(account, dispute)
  const card = dispute.payment_method_details?.card
  if (card) card.case_type = verb === 'escalate' ? 'chargeback' : 'resolution'
  dispute.is_charge_refundable = false
  if (!charge) return
  charge.disputed = true
  dispute.amount = Math.min(dispute.amount, disputable(charge, account))
}

/**
 * `prevented` takes the money without a fee: no chargeback was filed (shopify.dev/changelog, "merchants won't incur a
 * chargeback fee for prevented disputes"). That it is withdrawn as a dispute's money is a guess.
 */
function withdraw(world: World, account: Account, dispute: Stripe.Dispute): void {
  const charge = chargeOf(account, dispute)
  const waiting = charge ? refundsInWaiting(charge, account) : []
  for (const refund of waiting) failRefund(world, account, refund, 'charge_for_pending_refund_disputed')
  const fee = dispute.status === 'prevented' ? 0 : world.settingsOf(account).disputeFee
  recordWithdrawal(world, account, dispute, { fee })
  tell(world, account, 'charge.dispute.funds_withdrawn', dispute)
}

/** A won dispute leaves its charge refundable again: a guess. */
function reinstate(world: World, account: Account, dispute: Stripe.Dispute): void {
  dispute.is_charge_refundable = true
  recordReinstatement(world, account, dispute)
  tell(world, account, 'charge.dispute.funds_reinstated', dispute)
}

function answered(world: World, account: Account, dispute: Stripe.Dispute, previous: object): void {
  const details = dispute.evidence_details
  details.has_evidence = true
  details.submission_count += 1
  details.submission_method = 'manual'
  tell(world, account, 'charge.dispute.updated', dispute, BY_ITSELF, previous)
}

/** "charge_for_pending_refund_disputed" (SDK types, Refund.failure_reason). */
function refundsInWaiting(charge: Stripe.Charge, account: Account): Stripe.Refund[] {
  return [...account.tables.refund.newestFirst()].filter(
    (row) => row.charge === charge.id && row.pending_reason === 'insufficient_funds',
  )
}

function chargeOf(account: Account, dispute: Stripe.Dispute): Stripe.Charge | undefined {
  return typeof dispute.charge === 'string' ? account.tables.charge.get(dispute.charge) : undefined
}

function tell(
  world: World,
  account: Account,
  type: Stripe.Event.Type,
  dispute: Stripe.Dispute,
  cause: Cause = BY_ITSELF,
  previous?: object,
): void {
  void world.announce(account, { type, object: dispute, ...(previous ? { previous } : {}) }, cause)
}
