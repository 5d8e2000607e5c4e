import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema, purchaseIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { DeliveryId } from '@/lib/ids'
import { accessActionSchema } from './owe'

/** Longer than a change and its reading back may take, so that a claim outlives its calls. */
const CLAIM_SECONDS = 30

const claimedSchema = z.object({
  id: deliveryIdSchema,
  destination: z.literal('flockjay'),
  action: accessActionSchema,
  /** Its place in what this purchase is owed there, from 1. */
  number: z.number(),
  traceparent: z.string().nullable(),
  attempts: z.number(),
  deadline: z.date(),
  /** Whether the destination has answered well lately: nothing has to be asked or reported then. */
  healthy: z.boolean(),
  purchaseId: purchaseIdSchema,
  paidAt: z.date().nullable(),
  reference: z.string(),
  smid: smidSchema,
  sku: skuSchema,
  email: z.string().nullable(),
  name: z.string().nullable(),
  flockjayUserId: z.string().nullable(),
})
export type ClaimedDelivery = z.infer<typeof claimedSchema>

/** One round trip: a backlog is worked off through this statement. */
const CLAIM = `
  WITH taken AS (
    UPDATE delivery d SET attempts = attempts + 1, claimed_by = $2, claimed_until = now() + $3 * interval '1 second'
    WHERE id = $1 AND destination = 'flockjay' AND state = 'waiting' AND due_at <= now() + interval '1 second'
      AND (claimed_until IS NULL OR claimed_until < now())
      AND NOT EXISTS (SELECT 1 FROM delivery other
        WHERE other.purchase_id = d.purchase_id AND other.destination = d.destination AND other.id <> d.id
          AND (other.number > d.number OR other.claimed_until >= now()))
    RETURNING d.*
  )
  SELECT taken.id, taken.destination, taken.action, taken.number, taken.traceparent, taken.attempts, taken.deadline,
    coalesce(circuit.state = 'closed' AND circuit.failures = 0, true) AS healthy,
    taken.purchase_id AS "purchaseId", p.paid_at AS "paidAt", p.reference, p.smid, course.sku,
    person.email, person.name, person.flockjay_user_id AS "flockjayUserId"
  FROM taken JOIN purchase p ON p.id = taken.purchase_id JOIN course ON course.id = p.course_id
  JOIN customer person ON person.id = p.customer_id LEFT JOIN circuit ON circuit.destination = taken.destination`

/** Ends a claim whose call came to nothing on our side; the try stays counted. */
export async function giveUpClaim(
  { pool }: Pick<Database, 'pool'>,
  { id, attempts }: ClaimedDelivery,
): Promise<void> {
  await pool.query(
    'UPDATE delivery SET claimed_until = NULL, claimed_by = NULL WHERE id = $1 AND attempts = $2',
    [id, attempts],
  )
}

/**
 * Takes a due delivery for this worker alone and counts the attempt. Undefined when it is done, not due, or taken, and
 * while another call for the same purchase is under way: an unlock must not overtake a revoke.
 */
export async function claimDelivery(
  { pool }: Pick<Database, 'pool'>,
  id: DeliveryId,
  worker: bigint | undefined,
): Promise<ClaimedDelivery | undefined> {
  const { rows } = await pool.query<object>({
    name: 'claim-delivery',
    text: CLAIM,
    values: [id, worker?.toString() ?? null, CLAIM_SECONDS],
  })
  const [taken] = rows
  if (taken !== undefined) return claimedSchema.parse(taken)
  await pool.query({ name: 'queue-after-claim', text: LATER, values: [id] })
  return undefined
}

/** Somebody's claim is in the way: should nothing come of it, this is tried again when it has run out. */
const LATER = `
  SELECT enqueue_job('delivery', jsonb_build_object('deliveryId', id), id || '@held', claimed_until + interval '1 second')::text
  FROM delivery WHERE id = $1 AND state = 'waiting' AND claimed_until >= now()`
