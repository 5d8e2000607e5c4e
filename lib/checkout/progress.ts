import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { SessionId } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import type { Money } from '@/lib/money'
import { attemptStateSchema } from './attempt-states'
import { maskEmail } from './mask-email'
import { hashBrowser } from './start'

/** What anyone holding the done page's address may see: how far the purchase is, nothing of the person. */
export type Progress = {
  readonly stage: 'confirming' | 'payment-pending' | 'failed' | 'expired' | 'unlocking' | 'ready'
  readonly course: {
    readonly title: string
    readonly slug: string
    readonly sku: string
    readonly flockjayCourseId: string
  }
  readonly reference: string
  readonly paidAt: Date | undefined
  readonly unlockedAt: Date | undefined
  /** Only for the browser that started the attempt. */
  readonly receipt: Receipt | undefined
}

export type Receipt = {
  readonly total: Money
  readonly tax: Money
  readonly taxPlace: string | undefined
  readonly invoiceNumber: string | undefined
  readonly email: string
}

const rowSchema = z.object({
  state: attemptStateSchema,
  reference: z.string(),
  browserHash: z.instanceof(Uint8Array),
  course: z.object({ slug: z.string(), sku: z.string(), flockjayCourseId: z.string() }),
  revision: z.object({ content: z.object({ title: z.string() }) }),
  customer: z.object({ email: z.string() }),
  purchase: z
    .object({
      state: z.enum(['pending', 'paid', 'failed']),
      paidAt: z.date().nullable(),
      total: z.bigint(),
      tax: z.bigint(),
      currency: currencySchema,
      taxPlace: z.string().nullable(),
      invoiceNumber: z.string().nullable(),
      deliveries: z.array(z.object({ doneAt: z.date().nullable() })),
    })
    .nullable(),
})
type Row = z.infer<typeof rowSchema>

/** How far the purchase of one session is. Undefined for a session that we did not issue. */
export async function readProgress(
  db: Database,
  sessionId: SessionId,
  browser: string | undefined,
): Promise<Progress | undefined> {
  const found = await db.prisma.checkoutAttempt.findUnique({
    where: { sessionId },
    include: {
      course: true,
      revision: true,
      customer: true,
      purchase: { include: { deliveries: { where: { destination: 'flockjay', action: 'unlock' } } } },
    },
  })
  if (found === null) return undefined
  const row = rowSchema.parse(found)
  const unlockedAt = row.purchase?.deliveries[0]?.doneAt ?? undefined
  return {
    stage: stage(row, unlockedAt !== undefined),
    course: { ...row.course, title: row.revision.content.title },
    reference: row.reference,
    paidAt: row.purchase?.paidAt ?? undefined,
    unlockedAt,
    receipt: isStarter(row, browser) ? receipt(row) : undefined,
  }
}

/** The invoice of a session, for the browser that started it. */
export async function findInvoice(
  db: Database,
  sessionId: SessionId,
  browser: string | undefined,
): Promise<string | undefined> {
  const row = await db.prisma.checkoutAttempt.findUnique({
    where: { sessionId },
    select: { browserHash: true, purchase: { select: { invoiceId: true } } },
  })
  return row !== null && isStarter(row, browser) ? (row.purchase?.invoiceId ?? undefined) : undefined
}

function stage({ state, purchase }: Row, unlocked: boolean): Progress['stage'] {
  if (purchase?.state === 'paid') return unlocked ? 'ready' : 'unlocking'
  if (purchase?.state === 'pending') return 'payment-pending'
  if (purchase?.state === 'failed' || state === 'failed') return 'failed'
  if (state === 'expired' || state === 'refused') return 'expired'
  // Not booked yet: the buyer comes from Stripe's page, so most likely it is paid; only processing knows.
  return 'confirming'
}

function receipt({ purchase, customer }: Row): Receipt | undefined {
  if (purchase?.state !== 'paid') return undefined
  const { currency, total, tax } = purchase
  return {
    total: { amount: total, currency },
    tax: { amount: tax, currency },
    taxPlace: purchase.taxPlace ?? undefined,
    invoiceNumber: purchase.invoiceNumber ?? undefined,
    email: maskEmail(customer.email),
  }
}

function isStarter({ browserHash }: { browserHash: Uint8Array }, browser: string | undefined): boolean {
  return browser !== undefined && timingSafeEqual(browserHash, hashBrowser(browser))
}
