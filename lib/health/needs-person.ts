import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema, purchaseIdSchema, referenceSchema } from '@/lib/ids'

/** More than a page shows are another problem than one learner's. */
const AT_MOST = 50

const rowsSchema = z.array(
  z.object({
    id: deliveryIdSchema,
    purchaseId: purchaseIdSchema,
    reference: referenceSchema,
    title: z.string(),
    destination: z.string(),
    action: z.string(),
    attempts: z.number(),
    lastDetail: z
      .string()
      .nullable()
      .transform((detail) => detail ?? undefined),
    since: z.date(),
  }),
)
/** A delivery that nobody tries any more until a person asks for it. */
export type GivenUpDelivery = z.infer<typeof rowsSchema>[number]

/** What waits for a person, courses before records of Salesforce, oldest first, 50 at most. Names no learner. */
export async function listNeedsPerson({ prisma }: Pick<Database, 'prisma'>): Promise<GivenUpDelivery[]> {
  const rows = await prisma.delivery.findMany({
    where: {
      state: 'needs-person',
      OR: [{ action: { not: 'unlock' } }, { purchase: { customer: { erasedAt: null } } }],
    },
    select: {
      id: true,
      purchaseId: true,
      destination: true,
      action: true,
      attempts: true,
      lastDetail: true,
      createdAt: true,
      purchase: {
        select: {
          reference: true,
          attempt: { select: { revision: { select: { content: true } } } },
        },
      },
    },
    orderBy: [{ destination: 'asc' }, { createdAt: 'asc' }],
    take: AT_MOST,
  })
  return rowsSchema.parse(rows.map(flat))
}

const contentSchema = z.object({ title: z.string() })

function flat<R extends { createdAt: Date; purchase: PurchaseRow }>({ purchase, createdAt, ...row }: R) {
  const { title } = contentSchema.parse(purchase.attempt.revision.content)
  return { ...row, reference: purchase.reference, title, since: createdAt }
}
type PurchaseRow = {
  readonly reference: string
  readonly attempt: { readonly revision: { readonly content: unknown } }
}
