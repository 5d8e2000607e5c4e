import { z } from 'zod'
import { purchaseIdSchema } from '@/lib/ids'

export const correctionIdSchema = z.uuid().brand<'CorrectionId'>()
export type CorrectionId = z.infer<typeof correctionIdSchema>

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined)

/** A request for a corrected invoice, as its table has it. */
export const correctionSchema = z.object({
  id: correctionIdSchema,
  purchaseId: purchaseIdSchema,
  state: z.enum(['requested', 'issuing', 'issued', 'declined']),
  requestedBy: z.string(),
  requestedAt: z.date(),
  companyName: text,
  taxIdType: text,
  taxIdValue: text,
  poNumber: text,
  decidedAt: z
    .date()
    .nullable()
    .transform((value) => value ?? undefined),
  /** Why it was declined, or what went wrong while it was issued. */
  note: text,
  replacedInvoiceId: text,
  creditNoteId: text,
  creditNoteNumber: text,
  invoiceId: text,
  invoiceNumber: text,
})
export type Correction = z.infer<typeof correctionSchema>
