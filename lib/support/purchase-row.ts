import { z } from 'zod'
import { evidenceSchema } from '@/lib/access/evidence'
import type { Transaction } from '@/lib/db/database'
import {
  courseIdSchema,
  customerIdSchema,
  deliveryIdSchema,
  purchaseIdSchema,
  referenceSchema,
} from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import { moneyBackInclude, moneyBackSchema } from './money-back-row'

const orUndefined = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform((value) => value ?? undefined)
const text = orUndefined(z.string())
const time = orUndefined(z.date())

const deliverySchema = z.object({
  id: deliveryIdSchema,
  destination: z.string(),
  action: z.string(),
  number: z.number(),
  state: z.string(),
  attempts: z.number(),
  lastDetail: text,
  dueAt: z.date(),
  deadline: z.date(),
  claimedUntil: time,
  createdAt: z.date(),
  doneAt: time,
  history: z.array(
    z.object({
      number: z.number(),
      startedAt: z.date(),
      durationMs: z.number(),
      outcome: z.string(),
      detail: z.string(),
    }),
  ),
})
export type DeliveryRow = z.infer<typeof deliverySchema>

const transactionSchema = z.object({
  kind: z.string(),
  key: z.string(),
  occurredAt: z.date(),
  postedAt: z.date(),
  entries: z.array(
    z.object({ book: z.string(), currency: currencySchema, amount: z.bigint(), jurisdiction: text }),
  ),
})

const rowSchema = z.object({
  id: purchaseIdSchema,
  customerId: customerIdSchema,
  courseId: courseIdSchema,
  reference: referenceSchema,
  state: evidenceSchema.shape.state,
  createdAt: z.date(),
  identity: z.string(),
  smid: z.string(),
  account: z.string(),
  sessionId: z.string(),
  paymentIntentId: text,
  invoiceId: text,
  invoiceNumber: text,
  promotionCode: text,
  currency: currencySchema,
  subtotal: z.bigint(),
  discount: z.bigint(),
  tax: z.bigint(),
  total: z.bigint(),
  country: text,
  taxPlace: text,
  paidAt: time,
  course: z.object({ sku: z.string() }),
  customer: z.object({
    email: text,
    emailVerified: z.boolean(),
    name: text,
    flockjayUserId: text,
    contactId: text,
    erasedAt: time,
  }),
  attempt: z.object({
    state: z.string(),
    country: z.string(),
    poNumber: text,
    confirmationVersion: z.string(),
    refundPolicyVersion: text,
    linkSmid: text,
    repeat: z.boolean(),
    confirmedAt: z.date(),
    revision: z.object({ content: z.object({ title: z.string() }) }),
  }),
  ...moneyBackSchema.shape,
  transactions: z.array(transactionSchema),
  deliveries: z.array(deliverySchema),
  /** Support's, then those that finance has to do with. */
  findings: z.array(
    z.object({ id: z.string(), kind: z.string(), detail: z.string(), createdAt: z.date(), closedAt: time }),
  ),
})
/** One purchase with everything that hangs on it. */
export type PurchaseRow = z.infer<typeof rowSchema>

/** Reads a purchase with what hangs on it; undefined when there is none of this id. */
export async function readPurchaseRow(tx: Transaction, id: PurchaseId): Promise<PurchaseRow | undefined> {
  const row = await tx.purchase.findUnique({
    where: { id },
    include: {
      course: true,
      customer: true,
      attempt: { omit: { parameters: true, browserHash: true }, include: { revision: true } },
      transactions: { include: { entries: { orderBy: { id: 'asc' } } }, orderBy: { postedAt: 'asc' } },
      deliveries: {
        include: { history: { orderBy: { number: 'asc' } } },
        orderBy: [{ destination: 'asc' }, { number: 'asc' }],
      },
      ...moneyBackInclude,
      findings: { orderBy: { createdAt: 'asc' } },
      taxFindings: { orderBy: { createdAt: 'asc' } },
    },
  })
  if (row === null) return undefined
  const { taxFindings, ...purchase } = row
  return rowSchema.parse({ ...purchase, findings: [...purchase.findings, ...taxFindings] })
}
