import { z } from 'zod'
import { recordAccess } from '@/lib/access/record'
import { oweSyncsOfUnit } from '@/lib/crm/owe'
import { attemptStateSchema, isLive, moveAttempt } from '@/lib/checkout/attempt-states'
import type { AttemptState } from '@/lib/checkout/attempt-states'
import type { Transaction } from '@/lib/db/database'
import { oweAccess } from '@/lib/deliveries/owe-access'
import { accountSchema, attemptIdSchema, courseIdSchema, customerIdSchema } from '@/lib/ids'
import type { Account, AttemptId, DeliveryId } from '@/lib/ids'
import type { SessionFacts } from '@/lib/stripe/port'
import type { TaxFindingKind } from '@/lib/tax/finding'
import type { TaxReading } from '@/lib/tax/read-tax'
import { recordTax } from '@/lib/tax/record-tax'
import { recordFindings } from './findings'
import { postMoney } from './post-money'
import { recordPurchase } from './record-purchase'

const attemptSchema = z.object({
  id: attemptIdSchema,
  account: accountSchema,
  reference: z.string(),
  customerId: customerIdSchema,
  courseId: courseIdSchema,
  smid: z.string(),
  identity: z.string(),
})
const heldSchema = z.object({
  state: attemptStateSchema,
  sessionId: z.string().nullable(),
  closedAt: z.date().nullable(),
  linkSmid: z.string().nullable(),
  repeat: z.boolean(),
})

export type Reading = {
  /** The Stripe account in which it was read. */
  readonly account: Account
  /** Number taken before Stripe was asked: only a later reading replaces what this one leaves. */
  readonly reading: bigint
  /** Heard that a delayed payment has bounced. */
  readonly asyncFailed: boolean
  /** What Stripe says of tax beside the session; undefined where its evidence is whole already. */
  readonly tax?: TaxReading | undefined
  /** Trace to be continued by what is owed. */
  readonly traceparent?: string | undefined
}
export type Booked = {
  readonly attempt: AttemptState
  readonly deliveries: readonly DeliveryId[]
  /** Records owed to Salesforce. */
  readonly syncs: readonly DeliveryId[]
  /** Tax findings that are new. */
  readonly taxFindings: readonly TaxFindingKind[]
}

/**
 * Brings our rows to what a session says, in the caller's transaction: attempt, purchase, money back, ledger, tax, access,
 * deliveries. Safe to run any number of times, at once and in any order: every step is a legal move, an insert that is
 * unique, or a decision from all that is there.
 */
export async function bookSession(
  tx: Transaction,
  facts: SessionFacts,
  attemptId: AttemptId,
  { account, reading, asyncFailed, tax, traceparent }: Reading,
): Promise<Booked | undefined> {
  // Person first, attempt second: the order in which starting a checkout locks them.
  const owner = await tx.checkoutAttempt.findUnique({
    where: { id: attemptId },
    select: { customerId: true },
  })
  if (owner === null) return undefined
  await tx.$queryRaw`SELECT id::text FROM customer WHERE id = ${owner.customerId}::uuid FOR UPDATE`
  const row = await tx.checkoutAttempt.findUniqueOrThrow({ where: { id: attemptId } })
  const held = heldSchema.parse(row)
  const attempt = attemptSchema.parse(row)
  refuseAnother(facts, { ...attempt, sessionId: held.sessionId }, account)
  const state = moveAttempt(held.state, attemptState(facts, asyncFailed))
  // One that was closed stays closed, also when its money is still on its way: another may be the live one by now.
  const closedAt = isLive(state) ? held.closedAt : (held.closedAt ?? new Date())
  await tx.checkoutAttempt.update({
    where: { id: attemptId },
    data: { state, sessionId: facts.id, closedAt },
  })
  if (facts.status !== 'complete') return { attempt: state, deliveries: [], syncs: [], taxFindings: [] }
  const purchase = await recordPurchase(tx, facts, attempt, { asyncFailed })
  await postMoney(tx, facts, { ...purchase, account: attempt.account, reading })
  await recordFindings(tx, { ...attempt, ...held }, purchase.id)
  const of = { purchaseId: purchase.id, account, attempt: row }
  const taxFindings = tax === undefined ? [] : await recordTax(tx, facts, of, tax)
  const { customerId, courseId } = attempt
  const decided = await recordAccess(tx, customerId, courseId)
  return {
    attempt: state,
    deliveries: await oweAccess(tx, { customerId, courseId }, decided, traceparent),
    // Last, because a record says everything that is booked above.
    syncs: await oweSyncsOfUnit(tx, { customerId, courseId }, { traceparent }),
    taxFindings,
  }
}

/** A session that names an attempt of another account, or one with another session, is booked nowhere: it throws. */
function refuseAnother(
  { id }: SessionFacts,
  attempt: { readonly id: AttemptId; readonly account: Account; readonly sessionId: string | null },
  account: Account,
): void {
  if (attempt.account !== account)
    throw new Error(`Session ${id} of ${account} names attempt ${attempt.id}, which is of ${attempt.account}`)
  if (attempt.sessionId !== null && attempt.sessionId !== id)
    throw new Error(`Session ${id} names attempt ${attempt.id}, which has another session`)
}

function attemptState({ status, payment }: SessionFacts, asyncFailed: boolean): AttemptState {
  if (status !== 'complete') return status
  if (payment !== 'unpaid') return 'complete'
  return asyncFailed ? 'failed' : 'pending'
}
