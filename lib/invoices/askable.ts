import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { referenceSchema } from '@/lib/ids'
import type { PurchaseId, Reference } from '@/lib/ids'
import { billing, billingSchema, billingSelect } from './billing'
import type { Billing } from './billing'

/** A purchase whose buyer looks at asking for a corrected invoice. */
export type Askable = {
  readonly title: string
  readonly reference: Reference
  readonly billing: Billing
}

const rowSchema = billingSchema.extend({
  reference: referenceSchema,
  attempt: z.object({ revision: z.object({ content: z.object({ title: z.string() }) }) }),
})

/** Reads it. The caller has checked that the purchase is theirs. */
export async function findAskable(db: Database, id: PurchaseId, now: Date): Promise<Askable | undefined> {
  const found = await db.prisma.purchase.findUnique({
    where: { id },
    select: { ...billingSelect, attempt: { select: { revision: { select: { content: true } } } } },
  })
  if (found === null) return undefined
  const row = rowSchema.parse(found)
  return {
    title: row.attempt.revision.content.title,
    reference: row.reference,
    billing: billing(row, now),
  }
}
