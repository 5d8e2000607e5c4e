import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { accessActionSchema } from '@/lib/deliveries/owe'
import { deliveryIdSchema } from '@/lib/ids'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { summarySchema, summarySelect } from './purchase-summary'

/** The page shows the oldest; whoever has more than this has another problem than one learner's. */
const AT_MOST = 20
/** A learner who has waited this long is said aloud by the worker too (R23). */
const LATE_MINUTES = 15

const rowSchema = z
  .object({
    id: deliveryIdSchema,
    destination: z.string(),
    action: accessActionSchema,
    state: z.string(),
    attempts: z.number(),
    lastDetail: z
      .string()
      .nullable()
      .transform((detail) => detail ?? undefined),
    createdAt: z.date(),
    purchase: summarySchema,
  })
  .transform(({ purchase, ...row }) => ({ ...row, ...purchase }))
export type StuckDelivery = z.infer<typeof rowSchema>

export type StuckList =
  | {
      readonly outcome: 'found'
      readonly deliveries: readonly StuckDelivery[]
      /** Nobody tries these any more until a person asks for it. */
      readonly needPerson: number
      /** Still tried by themselves, for longer than 15 minutes. */
      readonly late: number
    }
  | { readonly outcome: 'forbidden' }

/**
 * What is owed and does not get there, be it to open or to close a course: first what waits for a person, then what is
 * late; oldest first. Records of Salesforce have a list of their own: no learner waits for them, and a long backlog there
 * would hide who does.
 */
export async function listStuck(
  { db, now }: { readonly db: Database; readonly now: Date },
  actor: StaffActor,
): Promise<StuckList> {
  if (!permits(actor, 'delivery.retry')) return { outcome: 'forbidden' }
  // For an erased person nothing can be opened any more; what is still open can be closed.
  const possible = {
    action: { in: accessActionSchema.options },
    OR: [{ action: 'revoke' }, { purchase: { customer: { erasedAt: null } } }],
  }
  const needsPerson = { ...possible, state: 'needs-person' }
  const late = {
    ...possible,
    state: 'waiting',
    createdAt: { lt: new Date(now.getTime() - LATE_MINUTES * 60_000) },
  }
  const [rows, needPerson, lateCount] = await Promise.all([
    db.prisma.delivery.findMany({
      where: { OR: [needsPerson, late] },
      include: { purchase: { select: summarySelect } },
      // 'needs-person' sorts before 'waiting'.
      orderBy: [{ state: 'asc' }, { createdAt: 'asc' }],
      take: AT_MOST,
    }),
    db.prisma.delivery.count({ where: needsPerson }),
    db.prisma.delivery.count({ where: late }),
  ])
  return { outcome: 'found', deliveries: z.array(rowSchema).parse(rows), needPerson, late: lateCount }
}
