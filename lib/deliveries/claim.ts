import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema, purchaseIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { DeliveryId } from '@/lib/ids'

/** Longer than any call may take, so that a claim outlives its call, and a killed worker's claim ends soon. */
const CLAIM_SECONDS = 60

const claimedSchema = z.object({
  id: deliveryIdSchema,
  destination: z.enum(['flockjay']),
  action: z.enum(['unlock']),
  attempts: z.number(),
  deadline: z.date(),
  purchaseId: purchaseIdSchema,
  purchase: z.object({
    reference: z.string(),
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

/** Takes a due delivery for this worker alone and counts the attempt. Undefined when it is done, not due, or taken. */
export async function claimDelivery(db: Database, id: DeliveryId): Promise<ClaimedDelivery | undefined> {
  const taken = await db.prisma.$executeRaw`
    UPDATE delivery SET attempts = attempts + 1, claimed_until = now() + ${CLAIM_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND state = 'waiting' AND due_at <= now() + interval '1 second'
      AND (claimed_until IS NULL OR claimed_until < now())`
  if (taken === 0) return undefined
  const row = await db.prisma.delivery.findUniqueOrThrow({
    where: { id },
    include: { purchase: { include: { course: true, customer: true } } },
  })
  return claimedSchema.parse(row)
}
