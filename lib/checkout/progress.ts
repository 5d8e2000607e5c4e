import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { flockjayCourseIdSchema } from '@/lib/catalog/flockjay-course-id'
import type { Database } from '@/lib/db/database'
import { findLearner } from '@/lib/identity/find-person'
import type { Learner } from '@/lib/identity/learner'
import { accountSchema, purchaseIdSchema } from '@/lib/ids'
import type { Account, PurchaseId, SessionId } from '@/lib/ids'
import { billing, billingSchema, billingSelect } from '@/lib/invoices/billing'
import type { Billing } from '@/lib/invoices/billing'
import type { Money } from '@/lib/money'
import { attemptStateSchema } from './attempt-states'
import { hashBrowser } from './browser-hash'
import { givenBack } from './given-back'
import type { GivenBack } from './given-back'
import { maskEmail } from './mask-email'
import { openedAt, purchaseState, standingSchema, standingSelect } from './purchase-state'
import type { PurchaseState } from './purchase-state'

/** What anyone holding the done page's address may see: how far the purchase is, nothing of the person. */
export type Progress = {
  readonly stage:
    | 'confirming'
    | 'payment-pending'
    | 'failed'
    | 'expired'
    | 'unlocking'
    | 'ready'
    /** The buyer's bank questions the payment. */
    | 'suspended'
    /** By us, in full. */
    | 'given-back'
    /** By the buyer's bank, for good. */
    | 'taken-back'
  readonly course: {
    readonly title: string
    readonly slug: string
    readonly sku: string
    readonly flockjayCourseId: string | undefined
  }
  /** The Stripe account it is paid at. */
  readonly account: Account
  readonly reference: string
  readonly paidAt: Date | undefined
  readonly unlockedAt: Date | undefined
  /** Only for who is asking rightly: the browser that started the attempt, or the person it belongs to. */
  readonly receipt: Receipt | undefined
}

/** Who is looking: this browser's secret, and who is signed in. */
export type Viewer = { readonly browser: string | undefined; readonly learner: Learner | undefined }

export type Receipt = {
  readonly total: Money
  readonly tax: Money
  readonly taxPlace: string | undefined
  readonly givenBack: GivenBack | undefined
  readonly billing: Billing
  readonly email: string | undefined
  /** Where Flockjay asked to have the learner back. */
  readonly returnTo: string | undefined
}

const rowSchema = z.object({
  state: attemptStateSchema,
  account: accountSchema,
  reference: z.string(),
  browserHash: z.instanceof(Uint8Array),
  returnTo: z.string().nullable(),
  course: z.object({ slug: z.string(), sku: z.string(), flockjayCourseId: flockjayCourseIdSchema }),
  revision: z.object({ content: z.object({ title: z.string() }) }),
  customerId: z.string(),
  customer: z.object({ email: z.string().nullable() }),
  purchase: billingSchema
    .extend({ ...standingSchema.shape, tax: z.bigint(), taxPlace: z.string().nullable() })
    .nullable(),
})
type Row = z.infer<typeof rowSchema>

/** How far the purchase of one session is. Undefined for a session that we did not issue. */
export async function readProgress(
  db: Database,
  sessionId: SessionId,
  viewer: Viewer,
  now: Date,
): Promise<Progress | undefined> {
  const found = await db.prisma.checkoutAttempt.findUnique({
    where: { sessionId },
    include: {
      course: true,
      revision: true,
      customer: true,
      purchase: { select: { ...billingSelect, ...standingSelect, tax: true, taxPlace: true } },
    },
  })
  if (found === null) return undefined
  const row = rowSchema.parse(found)
  return {
    stage: stage(row, now),
    course: { ...row.course, title: row.revision.content.title },
    account: row.account,
    reference: row.reference,
    paidAt: row.purchase?.paidAt ?? undefined,
    unlockedAt: row.purchase === null ? undefined : openedAt(row.purchase),
    receipt: (await maySee(db, row, viewer)) ? receipt(row, now) : undefined,
  }
}

/** The purchase of a session, for the browser that started it or the person it belongs to. Undefined for anybody else. */
export async function findOwnPurchase(
  db: Database,
  sessionId: SessionId,
  viewer: Viewer,
): Promise<PurchaseId | undefined> {
  const row = await db.prisma.checkoutAttempt.findUnique({
    where: { sessionId },
    select: { browserHash: true, customerId: true, purchase: { select: { id: true } } },
  })
  if (row === null || row.purchase === null || !(await maySee(db, row, viewer))) return undefined
  return purchaseIdSchema.parse(row.purchase.id)
}

const STAGES: Readonly<Record<PurchaseState, Progress['stage']>> = {
  open: 'ready',
  unlocking: 'unlocking',
  delayed: 'unlocking',
  stuck: 'unlocking',
  'payment-pending': 'payment-pending',
  'payment-failed': 'failed',
  suspended: 'suspended',
  refunded: 'given-back',
  'taken-back': 'taken-back',
}

function stage({ state, purchase }: Row, now: Date): Progress['stage'] {
  if (purchase !== null) return STAGES[purchaseState(purchase, now)]
  if (state === 'failed') return 'failed'
  if (state === 'expired' || state === 'refused') return 'expired'
  // Not booked yet: the buyer comes from Stripe's page, so most likely it is paid; only processing knows.
  return 'confirming'
}

function receipt({ purchase, customer, returnTo }: Row, now: Date): Receipt | undefined {
  if (purchase?.state !== 'paid') return undefined
  const { currency, total, tax } = purchase
  return {
    total: { amount: total, currency },
    tax: { amount: tax, currency },
    taxPlace: purchase.taxPlace ?? undefined,
    givenBack: givenBack(purchase),
    billing: billing(purchase, now),
    email: customer.email === null ? undefined : maskEmail(customer.email),
    returnTo: returnTo ?? undefined,
  }
}

type Held = { readonly browserHash: Uint8Array; readonly customerId: string }

/** Whether a purchase is this viewer's: the browser that started it, or the person it belongs to. */
export async function maySee(db: Database, held: Held, { browser, learner }: Viewer): Promise<boolean> {
  if (browser !== undefined && timingSafeEqual(held.browserHash, hashBrowser(browser))) return true
  return learner !== undefined && (await findLearner(db, learner)) === held.customerId
}
