import { z } from 'zod'
import { isOpen, lastMoment, notCorrectable, correctableSchema, correctableSelect } from './correctable'
import type { NotCorrectable } from './correctable'
import { documentsOf } from './documents'
import type { Document } from './documents'
import { whyNoInvoice } from './no-invoice'
import type { NoInvoice } from './no-invoice'

/** The documents of a purchase as its buyer sees them. */
export type Billing = {
  /** The invoice that counts first; empty where there is none. */
  readonly documents: readonly Document[]
  /** Why there is none. */
  readonly missing: NoInvoice | undefined
  /** What became of the last corrected invoice they, or we, asked for. */
  readonly correction: BuyersCorrection | undefined
  /** Until when they may ask for a corrected one; undefined where they may not. */
  readonly askUntil: Date | undefined
  readonly notAsk: NotCorrectable | undefined
}

export type BuyersCorrection = {
  readonly state: 'asked' | 'issued' | 'declined'
  readonly askedAt: Date
  /** Our answer to a request that was declined. */
  readonly answer: string | undefined
}

/** What to read of a purchase for it, beside its standing. */
export const billingSelect = {
  ...correctableSelect,
  findings: { where: { kind: 'invoice-failed', closedAt: null }, select: { kind: true } },
} as const
export const billingSchema = correctableSchema.extend({ findings: z.array(z.object({ kind: z.string() })) })

/** What the buyer is shown of their invoice. Pure. */
export function billing(row: z.infer<typeof billingSchema>, now: Date): Billing {
  const notAsk = notCorrectable(row, { now })
  const last = row.corrections.at(-1)
  return {
    documents: documentsOf(row),
    missing: whyNoInvoice(row, now),
    correction: last && {
      state: isOpen(last.state) ? 'asked' : last.state === 'declined' ? 'declined' : 'issued',
      askedAt: last.requestedAt,
      answer: last.state === 'declined' ? last.note : undefined,
    },
    askUntil: notAsk === undefined && row.paidAt !== null ? lastMoment(row.paidAt) : undefined,
    notAsk,
  }
}
