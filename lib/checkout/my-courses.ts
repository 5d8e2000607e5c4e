import { z } from 'zod'
import { decideAccess } from '@/lib/access/decide'
import { kindSchema } from '@/lib/catalog/course-content'
import type { Kind } from '@/lib/catalog/course-content'
import { flockjayCourseIdSchema } from '@/lib/catalog/flockjay-course-id'
import type { Database } from '@/lib/db/database'
import { findLearner } from '@/lib/identity/find-person'
import type { Learner } from '@/lib/identity/learner'
import { courseIdSchema, sessionIdSchema } from '@/lib/ids'
import type { PurchaseId, Reference, SessionId } from '@/lib/ids'
import { billing, billingSchema, billingSelect } from '@/lib/invoices/billing'
import type { Billing } from '@/lib/invoices/billing'
import type { Money } from '@/lib/money'
import { givenBack } from './given-back'
import type { GivenBack } from './given-back'
import { closedAt, openedAt, purchaseState, standingSchema, standingSelect } from './purchase-state'
import type { PurchaseState } from './purchase-state'

/** One purchase as its owner sees it (R17). */
export type MyPurchase = {
  readonly id: PurchaseId
  readonly reference: Reference
  readonly sessionId: SessionId
  readonly title: string
  readonly slug: string
  readonly flockjayCourseId: string | undefined
  readonly kind: Kind
  readonly state: PurchaseState
  /** Another purchase of theirs that keeps the course, where this one no longer does (R15). */
  readonly keptBy: Reference | undefined
  /** It does not open the course, no other one does, and nothing stands in the way of paying anew. */
  readonly buyAgain: boolean
  readonly boughtAt: Date
  readonly paidAt: Date | undefined
  readonly openedAt: Date | undefined
  /** When access ended for good, where it did. */
  readonly endedAt: Date | undefined
  readonly total: Money
  readonly tax: Money
  readonly givenBack: GivenBack | undefined
  readonly billing: Billing
  /** The version of the refund policy it was bought under; undefined of the time before that was kept. */
  readonly refundPolicyVersion: string | undefined
}

const rowSchema = billingSchema.extend({
  ...standingSchema.shape,
  courseId: courseIdSchema,
  sessionId: sessionIdSchema,
  tax: z.bigint(),
  course: z.object({ slug: z.string(), kind: kindSchema, flockjayCourseId: flockjayCourseIdSchema }),
  attempt: z.object({
    refundPolicyVersion: z.string().nullable(),
    revision: z.object({ content: z.object({ title: z.string() }) }),
  }),
})
type Row = z.infer<typeof rowSchema>

const MOST = 500

/** Everything the signed-in person has bought, newest first, through whichever door. Never by SMID alone. */
export async function readMyCourses(
  db: Database,
  learner: Learner,
  now: Date,
): Promise<readonly MyPurchase[]> {
  const person = await findLearner(db, learner)
  if (person === undefined) return []
  const found = await db.prisma.purchase.findMany({
    where: { customerId: person },
    select: {
      ...billingSelect,
      ...standingSelect,
      courseId: true,
      sessionId: true,
      tax: true,
      course: true,
      attempt: { select: { refundPolicyVersion: true, revision: { select: { content: true } } } },
    },
    orderBy: { id: 'desc' },
    take: MOST,
  })
  const rows = z.array(rowSchema).parse(found)
  const units = Map.groupBy(rows, ({ courseId }) => courseId)
  return rows.map((row) => mine(row, units.get(row.courseId) ?? [row], now))
}

const NO_LONGER: readonly PurchaseState[] = ['suspended', 'refunded', 'taken-back']
const AT_AN_END: readonly PurchaseState[] = ['refunded', 'taken-back', 'payment-failed']

/** One purchase, judged beside the person's other purchases of the same unit. */
function mine(row: Row, unit: readonly Row[], now: Date): MyPurchase {
  const { id, reference, sessionId, currency, course, attempt } = row
  const state = purchaseState(row, now)
  const access = decideAccess(unit)
  const ground = unit.find((other) => other.id === access.purchaseId)
  return {
    id,
    reference,
    sessionId,
    ...course,
    title: attempt.revision.content.title,
    state,
    keptBy: access.state === 'active' && NO_LONGER.includes(state) ? ground?.reference : undefined,
    buyAgain: AT_AN_END.includes(state) && (access.state === 'revoked' || access.state === 'none'),
    boughtAt: row.createdAt,
    paidAt: row.paidAt ?? undefined,
    openedAt: state === 'open' ? openedAt(row) : undefined,
    endedAt: state === 'refunded' || state === 'taken-back' ? closedAt(row) : undefined,
    total: { amount: row.total, currency },
    tax: { amount: row.tax, currency },
    givenBack: givenBack(row),
    billing: billing(row, now),
    refundPolicyVersion: attempt.refundPolicyVersion ?? undefined,
  }
}
