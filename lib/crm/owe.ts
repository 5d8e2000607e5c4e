import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { DEADLINE_DAYS, enqueueDelivery } from '@/lib/deliveries/owe'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { CourseId, CustomerId, DeliveryId, PurchaseId } from '@/lib/ids'
import { digestOf, impliedRecord } from './implied-record'
import { readImplied } from './implied-row'
import type { ImpliedRow, Rows } from './implied-row'
import { isSalesforceOn } from './switch'

const unfinishedSchema = z.array(
  z.object({
    id: deliveryIdSchema,
    purchaseId: purchaseIdSchema,
    state: z.enum(['waiting', 'needs-person']),
    held: z.boolean(),
  }),
)
const madeSchema = z.array(z.object({ id: deliveryIdSchema }))

export type OweOptions = { readonly traceparent?: string | undefined }

/**
 * Owes Salesforce the records of these purchases where what our books imply is not what was owed last (R16), and queues
 * that. The record itself is read when it is written, so what waits already covers whatever changes before it goes out;
 * what is under way, or was given up, is replaced. Nothing while Salesforce is switched off. Returns what is new.
 */
export async function oweSyncs(
  tx: Transaction,
  purchaseIds: readonly PurchaseId[],
  options: OweOptions = {},
): Promise<DeliveryId[]> {
  if (purchaseIds.length === 0 || !(await isSalesforceOn(tx))) return []
  return oweAndQueue(tx, purchaseIds, options)
}

/** Owes the records of everything that one person bought of one unit: a decision about access shows in all of them. */
export async function oweSyncsOfUnit(
  tx: Transaction,
  { customerId, courseId }: { readonly customerId: CustomerId; readonly courseId: CourseId },
  options: OweOptions = {},
): Promise<DeliveryId[]> {
  if (!(await isSalesforceOn(tx))) return []
  const rows = await tx.purchase.findMany({ where: { customerId, courseId }, select: { id: true } })
  return oweAndQueue(
    tx,
    rows.map(({ id }) => purchaseIdSchema.parse(id)),
    options,
  )
}

async function oweAndQueue(
  tx: Transaction,
  purchaseIds: readonly PurchaseId[],
  options: OweOptions,
): Promise<DeliveryId[]> {
  const { made } = await recordOwed(tx, purchaseIds, options)
  const now = new Date()
  for (const id of made) await enqueueDelivery(tx, { id, destination: 'salesforce' }, now)
  return made
}

export type Owed = {
  /** New deliveries. */
  readonly made: DeliveryId[]
  /** Those that were there already and that nobody is carrying out. */
  readonly waiting: DeliveryId[]
  /** What the records are made of, at this moment. */
  readonly rows: readonly ImpliedRow[]
}

/** Records what is owed without queueing it: for whoever carries it out in the same breath. */
export async function recordOwed(
  tx: Transaction,
  purchaseIds: readonly PurchaseId[],
  { traceparent }: OweOptions = {},
): Promise<Owed> {
  const rows: Rows = (sql, values) => tx.$queryRawUnsafe(sql, ...values)
  await rows(LOCK, [purchaseIds])
  await rows(LOCKED, [purchaseIds])
  const read = await readImplied(rows, purchaseIds)
  const records = read.map((row) => ({ ...row, digest: digestOf(impliedRecord(row)) }))
  const unfinished = unfinishedSchema.parse(await rows(UNFINISHED, [purchaseIds]))
  const open = new Map(unfinished.map((delivery) => [delivery.purchaseId, delivery]))
  const changed = records.filter(({ digest, owedDigest }) => digest !== owedDigest)
  // Owed once, and neither written nor waiting: dropped while Salesforce was switched off.
  const dropped = records.filter(
    ({ id, digest, owedDigest, sentDigest }) =>
      digest === owedDigest && digest !== sentDigest && !open.has(id),
  )
  if (changed.length > 0) await rows(OWED, [changed.map(({ id }) => id), changed.map(({ digest }) => digest)])
  const replaced = changed.flatMap(({ id }) => {
    const delivery = open.get(id)
    return delivery !== undefined && (delivery.held || delivery.state === 'needs-person') ? [delivery] : []
  })
  if (replaced.length > 0)
    await tx.delivery.updateMany({
      where: { id: { in: replaced.map(({ id }) => id) } },
      data: { state: 'superseded' },
    })
  const fresh = [...replaced.map(({ purchaseId }) => purchaseId), ...dropped.map(({ id }) => id)]
  fresh.push(...changed.flatMap(({ id }) => (open.has(id) ? [] : [id])))
  const made = madeSchema.parse(await rows(MAKE, [fresh, DEADLINE_DAYS.salesforce, traceparent ?? null]))
  const waiting = unfinished.filter(({ state, held }) => state === 'waiting' && !held)
  return { made: made.map(({ id }) => id), waiting: waiting.map(({ id }) => id), rows: read }
}

/** The rows that serialise what is owed for a purchase, in one order for everybody. */
const LOCK = `
  INSERT INTO salesforce_record (purchase_id) SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id
  ON CONFLICT DO NOTHING`
const LOCKED = `
  SELECT purchase_id::text FROM salesforce_record WHERE purchase_id = ANY ($1::uuid[]) ORDER BY purchase_id FOR UPDATE`

/** Locked, so that none of them is taken up between this look and our commit with what was true before. */
const UNFINISHED = `
  SELECT id::text, purchase_id::text AS "purchaseId", state, coalesce(claimed_until >= now(), false) AS held FROM delivery
  WHERE destination = 'salesforce' AND purchase_id = ANY ($1::uuid[]) AND state IN ('waiting', 'needs-person')
  ORDER BY purchase_id FOR UPDATE`
const OWED = `
  UPDATE salesforce_record r SET owed_digest = new.digest
  FROM unnest($1::uuid[], $2::text[]) AS new (id, digest) WHERE r.purchase_id = new.id`
const MAKE = `
  INSERT INTO delivery (purchase_id, destination, action, number, deadline, traceparent)
  SELECT owed.purchase, 'salesforce', 'sync',
    coalesce((SELECT max(d.number) FROM delivery d WHERE d.purchase_id = owed.purchase AND d.destination = 'salesforce'), 0) + 1,
    now() + $2 * interval '1 day', $3
  FROM unnest($1::uuid[]) AS owed (purchase) RETURNING id::text`
