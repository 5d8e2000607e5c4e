import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema, purchaseIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { DeliveryId } from '@/lib/ids'
import { actionSchema } from './owe'

/** Longer than a change and its reading back may take, so that a claim outlives its calls. */
const CLAIM_SECONDS = 30

const claimedSchema = z.object({
  id: deliveryIdSchema,
  destination: z.enum(['flockjay']),
  action: actionSchema,
  number: z.number(),
  traceparent: z.string().nullable(),
  createdAt: z.date(),
  attempts: z.number(),
  deadline: z.date(),
  purchaseId: purchaseIdSchema,
  purchase: z.object({
    reference: z.string(),
    paidAt: z.date().nullable(),
    smid: smidSchema,
    course: z.object({ sku: skuSchema }),
    customer: z.object({
      email: z.string().nullable(),
      name: z.string().nullable(),
      flockjayUserId: z.string().nullable(),
    }),
  }),
})
export type ClaimedDelivery = z.infer<typeof claimedSchema>

/**
 * Takes a due delivery for this worker alone and counts the attempt. Undefined when it is done, not due, or taken, and
 * while another call for the same purchase is under way: an unlock must not overtake a revoke.
 */
export async function claimDelivery(
  db: Database,
  id: DeliveryId,
  worker: bigint | undefined,
): Promise<ClaimedDelivery | undefined> {
  const taken = await db.prisma.$executeRaw`
    UPDATE delivery d SET attempts = attempts + 1, claimed_by = ${worker ?? null}::bigint,
      claimed_until = now() + ${CLAIM_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND state = 'waiting' AND due_at <= now() + interval '1 second'
      AND (claimed_until IS NULL OR claimed_until < now())
      AND NOT EXISTS (SELECT 1 FROM delivery other
        WHERE other.purchase_id = d.purchase_id AND other.destination = d.destination AND other.id <> d.id
          AND (other.number > d.number OR other.claimed_until >= now()))`
  if (taken === 0) return undefined
  const row = await db.prisma.delivery.findUniqueOrThrow({
    where: { id },
    include: { purchase: { include: { course: true, customer: true } } },
  })
  return claimedSchema.parse(row)
}
