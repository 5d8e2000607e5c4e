import { z } from 'zod'
import { evidenceSchema, evidenceSelect } from '@/lib/access/evidence'
import { accountSchema, purchaseIdSchema, sessionIdSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import type { Money } from '@/lib/money'
import { documentedSchema, documentsSelect } from './documents'

export const refundOrderIdSchema = z.uuid().brand<'RefundOrderId'>()
/** Made when the confirmation is shown, so that a second click is the same order. */
export type RefundOrderId = z.infer<typeof refundOrderIdSchema>

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined)

/** A refund that staff ordered here. */
export const refundOrderSchema = z.object({
  id: refundOrderIdSchema,
  purchaseId: purchaseIdSchema,
  state: z.enum(['ordered', 'done', 'refused']),
  amount: z.bigint(),
  currency: currencySchema,
  reason: z.string(),
  orderedBy: z.string(),
  orderedAt: z.date(),
  creditNoteId: text,
  refundId: text,
  failure: text,
})
export type RefundOrder = z.infer<typeof refundOrderSchema>

/** What to read of a purchase to know what can be given back. */
export const refundableSelect = {
  ...evidenceSelect,
  ...documentsSelect,
  account: true,
  sessionId: true,
  paymentIntentId: true,
  tax: true,
  refundOrders: { orderBy: { orderedAt: 'asc' } },
} as const
export const refundableSchema = evidenceSchema.extend({
  ...documentedSchema.shape,
  account: accountSchema,
  sessionId: sessionIdSchema,
  paymentIntentId: text,
  tax: z.bigint(),
  refundOrders: z.array(refundOrderSchema),
})
export type Refundable = z.infer<typeof refundableSchema>

/**
 * What is left to give back: the total less refunds that did not fail, less what was ordered and is not among them yet.
 * Pure.
 */
export function leftToRefund({ total, currency, refunds, refundOrders }: Refundable): Money {
  const known = new Set(refunds.map(({ id }) => id))
  const refunded = refunds
    .filter(({ state }) => state !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0n)
  const onItsWay = refundOrders
    .filter(({ state, refundId }) => state === 'ordered' || (state === 'done' && !known.has(refundId ?? '')))
    .reduce((sum, { amount }) => sum + amount, 0n)
  const left = total - refunded - onItsWay
  return { amount: left > 0n ? left : 0n, currency }
}

/** Why no money of a purchase can be given back from here. */
export type NotRefundable = 'not-paid' | 'free' | 'nothing-left' | 'disputed' | 'correction-on-its-way'

/** Why a refund cannot be ordered at all; undefined where it can. Pure. */
export function notRefundable(row: Refundable): NotRefundable | undefined {
  if (row.state !== 'paid' || row.paymentIntentId === undefined)
    return row.total === 0n && row.state === 'paid' ? 'free' : 'not-paid'
  if (row.disputes.some(({ state }) => state === 'open' || state === 'lost' || state === 'prevented'))
    return 'disputed'
  if (row.corrections.some(({ state }) => state === 'issuing')) return 'correction-on-its-way'
  if (leftToRefund(row).amount === 0n) return 'nothing-left'
  return undefined
}
