import { z } from 'zod'
import { evidenceSchema, evidenceSelect } from '@/lib/access/evidence'
import { judge } from '@/lib/access/standing'
import { accountSchema, sessionIdSchema } from '@/lib/ids'
import { documentedSchema, documentsSelect, isCredited } from './documents'

/** How long after the payment the buyer may ask for a corrected invoice. */
export const CORRECTION_DAYS = 30

/** What to read of a purchase to judge whether its invoice can be made anew. */
export const correctableSelect = {
  ...evidenceSelect,
  ...documentsSelect,
  account: true,
  sessionId: true,
  discount: true,
  promotionCode: true,
  paidAt: true,
  refundOrders: { where: { state: 'ordered' }, select: { id: true } },
} as const

export const correctableSchema = evidenceSchema.extend({
  ...documentedSchema.shape,
  account: accountSchema,
  sessionId: sessionIdSchema,
  discount: z.bigint(),
  promotionCode: z.string().nullable(),
  paidAt: z.date().nullable(),
  refundOrders: z.array(z.object({ id: z.string() })),
})
export type Correctable = z.infer<typeof correctableSchema>

/** Why an invoice cannot be made anew. */
export type NotCorrectable =
  | 'not-paid'
  | 'free'
  | 'given-back'
  | 'disputed'
  | 'no-invoice'
  | 'credited'
  | 'refund-on-its-way'
  | 'asked-already'
  | 'too-late'

/**
 * Why the invoice of a purchase cannot be made anew, first reason first; undefined where it can. `now` only for the buyer,
 * who has 30 days; `own`: the correction that is being issued, which does not stand in its own way. Pure.
 */
export function notCorrectable(
  row: Correctable,
  { now, own }: { readonly now?: Date; readonly own?: string } = {},
): NotCorrectable | undefined {
  const { standing } = judge(row)
  if (standing === 'pending' || standing === 'failed' || row.paidAt === null) return 'not-paid'
  if (row.total === 0n) return 'free'
  if (standing === 'refunded') return 'given-back'
  if (standing === 'disputed' || standing === 'lost') return 'disputed'
  if (row.invoiceId === null || row.invoiceNumber === null) return 'no-invoice'
  if (isCredited(row)) return 'credited'
  if (row.refundOrders.length > 0) return 'refund-on-its-way'
  if (row.corrections.some(({ id, state }) => isOpen(state) && id !== own)) return 'asked-already'
  if (now !== undefined && now.getTime() > lastMoment(row.paidAt).getTime()) return 'too-late'
  return undefined
}

/** Until when the buyer may ask. */
export function lastMoment(paidAt: Date): Date {
  return new Date(paidAt.getTime() + CORRECTION_DAYS * 86_400_000)
}

/** Not answered yet. */
export function isOpen(state: string): boolean {
  return state === 'requested' || state === 'issuing'
}
