import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import { summarySchema, summarySelect } from './purchase-summary'
import { retryability } from './retryable'
import type { Retryability } from './retryable'

/** What fails for one reason mostly fails together: more than a page shows are put right together. */
const AT_MOST = 50

const optional = <T>(schema: z.ZodType<T>) => schema.nullable().transform((value) => value ?? undefined)
const rowsSchema = z.array(
  z.object({
    id: deliveryIdSchema,
    action: z.string(),
    state: z.enum(['needs-person', 'waiting']),
    attempts: z.number(),
    lastDetail: optional(z.string()),
    dueAt: z.date(),
    claimedUntil: optional(z.date()),
    createdAt: z.date(),
    purchase: summarySchema,
  }),
)
type Row = z.infer<typeof rowsSchema>[number]
/** A record that could not be written, and whether somebody may have it tried now. */
export type FailedRecord = Omit<Row, 'purchase' | 'action' | 'claimedUntil'> &
  Row['purchase'] & { readonly retry: Retryability }

/**
 * Records that Salesforce refused, then those that did not get through and are tried again by themselves; oldest first,
 * 50 at most. The caller has asked for the permit.
 */
export async function listFailed(
  { prisma }: Pick<Database, 'prisma'>,
  now: Date,
): Promise<readonly FailedRecord[]> {
  const rows = await prisma.delivery.findMany({
    where: {
      destination: 'salesforce',
      OR: [{ state: 'needs-person' }, { state: 'waiting', attempts: { gt: 0 } }],
    },
    include: { purchase: { select: summarySelect } },
    // 'needs-person' sorts before 'waiting'.
    orderBy: [{ state: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    take: AT_MOST,
  })
  return rowsSchema.parse(rows).map(({ purchase, action, claimedUntil, ...row }) => {
    const due = row.dueAt.getTime() <= now.getTime() + 1_000
    const running = claimedUntil !== undefined && claimedUntil >= now
    // A record needs no person to be written.
    return { ...row, ...purchase, retry: retryability({ ...row, action, due, running, erased: false }) }
  })
}
