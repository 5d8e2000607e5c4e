import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { COLLECTION_SIZE } from '@/lib/salesforce/port'

/** Longer than the calls of one batch may take together: each is up to four requests of 30 s. */
const CLAIM_SECONDS = 600
/** Salesforce lets 25 long calls run at a time, for everybody in the org: we take few of them. */
export const BATCHES_AT_ONCE = 4

/** A delivery this process alone carries out now. */
export type ClaimedSync = {
  readonly id: DeliveryId
  readonly purchaseId: PurchaseId
  /** The number of this try. */
  readonly attempts: number
  readonly deadline: Date
  readonly traceparent: string | null
}

const claimedSchema = z.array(
  z.object({
    id: deliveryIdSchema,
    purchaseId: purchaseIdSchema,
    attempts: z.number(),
    deadline: z.date(),
    traceparent: z.string().nullable(),
  }),
)

const TAKE = `claimed_by = $1, claimed_until = now() + $2 * interval '1 second', attempts = d.attempts + 1`
const TAKEN = `d.id, d.purchase_id AS "purchaseId", d.attempts, d.deadline, d.traceparent`

/**
 * The oldest that are due (ids follow the order of owing), whole accounts at a time: purchases of an account that another batch is writing are left, as
 * Salesforce locks the account for each of them; and what is being written itself is left until that has ended. The call
 * that tries whether Salesforce is back takes the oldest of all, though their next try would be later.
 */
const CLAIM_DUE = `
  WITH busy AS MATERIALIZED (
    SELECT o.claimed_until, o.purchase_id, p.smid FROM delivery o JOIN purchase p ON p.id = o.purchase_id
    WHERE o.destination = 'salesforce' AND o.claimed_until >= now()
  ), due AS (
    SELECT d.id FROM delivery d JOIN purchase p ON p.id = d.purchase_id
    WHERE d.destination = 'salesforce' AND d.state = 'waiting'
      AND (d.due_at <= now() OR (SELECT c.state FROM circuit c WHERE c.destination = 'salesforce') = 'open')
      AND (SELECT count(DISTINCT claimed_until) FROM busy) < $3
      AND NOT EXISTS (SELECT FROM busy WHERE busy.smid = p.smid)
    ORDER BY d.id LIMIT $4 FOR UPDATE OF d SKIP LOCKED
  )
  UPDATE delivery d SET ${TAKE} FROM due WHERE d.id = due.id RETURNING ${TAKEN}`

/** Takes up to 200 due deliveries for this process alone and counts the attempt; in the order they came to be due. */
export async function claimDueSyncs(
  { prisma }: Pick<Database, 'prisma'>,
  worker: bigint | undefined,
): Promise<ClaimedSync[]> {
  return prisma.$transaction(async (tx) => {
    // One claim at a time sees what the others hold.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('salesforce-claim'))::text`
    const limits = [worker?.toString() ?? null, CLAIM_SECONDS, BATCHES_AT_ONCE, COLLECTION_SIZE]
    return claimedSchema.parse(await tx.$queryRawUnsafe(CLAIM_DUE, ...limits))
  })
}

/** Takes deliveries that were owed in this very transaction or wait for nobody, however many. */
export async function claimSyncs(
  rows: (sql: string, values: readonly unknown[]) => Promise<unknown>,
  ids: readonly DeliveryId[],
  worker: bigint | undefined,
): Promise<ClaimedSync[]> {
  return claimedSchema.parse(
    await rows(
      `UPDATE delivery d SET ${TAKE} WHERE d.id = ANY ($3::uuid[]) AND d.state = 'waiting'
         AND (d.claimed_until IS NULL OR d.claimed_until < now()) RETURNING ${TAKEN}`,
      [worker?.toString() ?? null, CLAIM_SECONDS, ids],
    ),
  )
}
