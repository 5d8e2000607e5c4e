import { z } from 'zod'
import { kindSchema } from '@/lib/catalog/course-content'
import type { Kind } from '@/lib/catalog/course-content'
import type { Database } from '@/lib/db/database'
import { findLearner } from '@/lib/identity/find-person'
import type { Learner } from '@/lib/identity/learner'
import { purchaseIdSchema, referenceSchema, sessionIdSchema } from '@/lib/ids'
import type { PurchaseId, Reference, SessionId } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import type { Money } from '@/lib/money'

/** One purchase as its owner sees it (R19). */
export type MyPurchase = {
  readonly id: PurchaseId
  readonly reference: Reference
  readonly sessionId: SessionId
  readonly title: string
  readonly slug: string
  readonly flockjayCourseId: string
  readonly kind: Kind
  /**
   * open: it can be opened now. unlocking: paid, not yet open in Flockjay. delayed: that takes longer than it should, and
   * is still tried. stuck: a person of ours has to step in.
   */
  readonly state: 'open' | 'unlocking' | 'delayed' | 'stuck' | 'payment-pending' | 'payment-failed'
  readonly boughtAt: Date
  readonly paidAt: Date | undefined
  readonly openedAt: Date | undefined
  readonly total: Money
  readonly tax: Money
  readonly invoiceNumber: string | undefined
}

const rowSchema = z.object({
  id: purchaseIdSchema,
  reference: referenceSchema,
  sessionId: sessionIdSchema,
  state: z.enum(['pending', 'paid', 'failed']),
  createdAt: z.date(),
  paidAt: z.date().nullable(),
  total: z.bigint(),
  tax: z.bigint(),
  currency: currencySchema,
  invoiceNumber: z.string().nullable(),
  course: z.object({ slug: z.string(), kind: kindSchema, flockjayCourseId: z.string() }),
  attempt: z.object({ revision: z.object({ content: z.object({ title: z.string() }) }) }),
  deliveries: z.array(z.object({ state: z.string(), doneAt: z.date().nullable() })),
})
type Row = z.infer<typeof rowSchema>

/** After this, an unlock is late and the page says so instead of "in a moment". */
const PATIENCE_MS = 2 * 60_000
const MOST = 500

/** Everything the signed-in person has bought, newest first, through whichever door. Never by SMID alone. */
export async function readMyCourses(
  db: Database,
  learner: Learner,
  now: Date,
): Promise<readonly MyPurchase[]> {
  const person = await findLearner(db, learner)
  if (person === undefined) return []
  const rows = await db.prisma.purchase.findMany({
    where: { customerId: person },
    include: {
      course: true,
      attempt: { include: { revision: true } },
      deliveries: { where: { destination: 'flockjay', action: 'unlock' } },
    },
    orderBy: { id: 'desc' },
    take: MOST,
  })
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => mine(row, now))
}

function mine(row: Row, now: Date): MyPurchase {
  const { id, reference, sessionId, currency, course, attempt } = row
  return {
    id,
    reference,
    sessionId,
    ...course,
    title: attempt.revision.content.title,
    state: stateOf(row, now),
    boughtAt: row.createdAt,
    paidAt: row.paidAt ?? undefined,
    openedAt: row.deliveries[0]?.doneAt ?? undefined,
    total: { amount: row.total, currency },
    tax: { amount: row.tax, currency },
    invoiceNumber: row.invoiceNumber ?? undefined,
  }
}

function stateOf({ state, deliveries, paidAt }: Row, now: Date): MyPurchase['state'] {
  if (state === 'failed') return 'payment-failed'
  if (state === 'pending' || paidAt === null) return 'payment-pending'
  const unlock = deliveries[0]
  if (unlock?.state === 'done') return 'open'
  if (unlock?.state === 'needs-person') return 'stuck'
  return now.getTime() - paidAt.getTime() > PATIENCE_MS ? 'delayed' : 'unlocking'
}
