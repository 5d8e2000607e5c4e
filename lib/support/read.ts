import { z } from 'zod'
import { evidenceSchema, evidenceSelect } from '@/lib/access/evidence'
import { judge } from '@/lib/access/standing'
import type { Judged } from '@/lib/access/standing'
import type { Database } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { moneyStanding } from './money-standing'
import type { MoneyStanding } from './money-standing'
import { readAudits } from './read-audits'
import { readPurchaseRow } from './purchase-row'
import type { DeliveryRow, PurchaseRow } from './purchase-row'
import { maySettleByHand, retryability } from './retryable'
import type { Retryability } from './retryable'
import { readSalesforceStanding } from './salesforce-standing'
import type { SalesforceStanding } from './salesforce-standing'
import { timeline } from './timeline'
import type { AccessSeen, Beside, Happening } from './timeline'

/** One thing owed, as it stands now. */
export type DeliveryStanding = Omit<DeliveryRow, 'history' | 'claimedUntil'> & {
  readonly retry: Retryability
  /** Nobody tries it any more, so that a person may say it was done at the destination itself. */
  readonly byHand: boolean
  /** The destination is known not to answer: tries wait until it does. */
  readonly down: boolean
}

export type PurchaseRecord = {
  readonly purchase: Omit<PurchaseRow, 'transactions' | 'deliveries' | 'findings'>
  readonly access: AccessSeen | undefined
  /** Where this purchase stands by itself, whatever the person's other purchases say. */
  readonly judged: Judged
  readonly money: MoneyStanding
  readonly deliveries: ReadonlyMap<DeliveryId, DeliveryStanding>
  /** The same person's other purchases of the same unit: they may hold access up, or be paid twice. */
  readonly others: readonly OtherPurchase[]
  readonly happenings: readonly Happening[]
  /** Undefined where Salesforce is switched off and was never told of it. */
  readonly salesforce: SalesforceStanding | undefined
}

export type ReadResult =
  | { readonly outcome: 'found'; readonly record: PurchaseRecord }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'forbidden' }

const otherSchema = evidenceSchema.transform((purchase) => ({
  id: purchase.id,
  reference: purchase.reference,
  standing: judge(purchase).standing,
}))
export type OtherPurchase = z.infer<typeof otherSchema>
const accessSchema = z.object({
  state: z.string(),
  reason: z.string(),
  purchaseId: purchaseIdSchema,
  decidedAt: z.date(),
})
const orUndefined = <T>(value: T | null): T | undefined => value ?? undefined
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  state: z.string(),
  receivedAt: z.date(),
  handledAt: z.date().nullable().transform(orUndefined),
  failure: z.string().nullable().transform(orUndefined),
})

/** Everything about one purchase: how it stands, what it owes, and all that happened, in the order of time. */
export async function readPurchase(
  { db, now }: { readonly db: Database; readonly now: Date },
  actor: StaffActor,
  id: PurchaseId,
): Promise<ReadResult> {
  if (!permits(actor, 'purchase.read')) return { outcome: 'forbidden' }
  const row = await readPurchaseRow(db.prisma, id)
  if (row === undefined) return { outcome: 'missing' }
  const [beside, others, down, salesforce] = await Promise.all([
    readBeside(db, row),
    readOthers(db, row),
    readDown(db),
    readSalesforceStanding(db, id),
  ])
  const { transactions: _transactions, deliveries, findings: _findings, ...purchase } = row
  const standings = deliveries.map(
    (delivery) =>
      [delivery.id, standing(delivery, { now, down, erased: row.customer.erasedAt !== undefined })] as const,
  )
  return {
    outcome: 'found',
    record: {
      purchase,
      access: beside.access,
      judged: judge(row),
      money: moneyStanding(row),
      deliveries: new Map(standings),
      others,
      happenings: timeline(row, beside),
      salesforce,
    },
  }
}

async function readBeside(db: Database, row: PurchaseRow): Promise<Beside> {
  const { customerId, courseId, account } = row
  const wentBack = [...row.refunds, ...row.disputes, ...row.creditNotes].map(({ id }) => id)
  const objects = [row.sessionId, row.invoiceId, row.paymentIntentId, ...wentBack].filter(
    (id) => id !== undefined,
  )
  const [access, events, audits] = await Promise.all([
    db.prisma.access.findUnique({ where: { customerId_courseId: { customerId, courseId } } }),
    db.prisma.stripeEvent.findMany({ where: { account, objectId: { in: objects } } }),
    readAudits(db, row),
  ])
  return {
    access: access === null ? undefined : accessSchema.parse(access),
    events: z.array(eventSchema).parse(events),
    audits,
  }
}

async function readOthers(db: Database, { id, customerId, courseId }: PurchaseRow): Promise<OtherPurchase[]> {
  const where = { customerId, courseId, id: { not: id } }
  const rows = await db.prisma.purchase.findMany({ where, select: evidenceSelect, orderBy: { id: 'desc' } })
  return z.array(otherSchema).parse(rows)
}

async function readDown(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.prisma.circuit.findMany({ where: { state: 'open' } })
  return new Set(rows.map(({ destination }) => destination))
}

function standing(
  delivery: DeliveryRow,
  { now, down, erased }: { now: Date; down: ReadonlySet<string>; erased: boolean },
): DeliveryStanding {
  const { history: _history, claimedUntil, ...rest } = delivery
  const due = delivery.dueAt.getTime() <= now.getTime() + 1_000
  const running = claimedUntil !== undefined && claimedUntil >= now
  const retry = retryability({ state: delivery.state, action: delivery.action, due, running, erased })
  return {
    ...rest,
    retry,
    byHand: maySettleByHand(delivery.state, retry, delivery.action),
    down: down.has(delivery.destination),
  }
}
