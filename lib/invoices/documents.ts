import { z } from 'zod'
import { correctionSchema } from './correction-row'
import type { Correction } from './correction-row'

/** A document at Stripe. Its addresses expire, so they are asked for when it is opened. */
export type Document = {
  readonly kind: 'invoice' | 'replaced-invoice' | 'credit-note'
  readonly id: string
  readonly number: string
}

/** What to read of a purchase to know its documents. */
export const documentsSelect = {
  invoiceId: true,
  invoiceNumber: true,
  creditNotes: {
    select: { id: true, number: true, currency: true, state: true, outOfBand: true },
    orderBy: { createdAt: 'asc' },
  },
  corrections: { orderBy: { requestedAt: 'asc' } },
} as const

export const documentedSchema = z.object({
  invoiceId: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  creditNotes: z.array(
    z.object({ id: z.string(), number: z.string(), state: z.string(), outOfBand: z.bigint() }),
  ),
  corrections: z.array(correctionSchema),
})
export type Documented = z.infer<typeof documentedSchema>

/** Every document of a purchase: the invoice that counts first, then those it has replaced, then credit notes. Pure. */
export function documentsOf(row: Documented): readonly Document[] {
  const invoices = invoicesOf(row)
  const [current, ...replaced] = invoices.toReversed()
  if (current === undefined) return []
  return [
    { kind: 'invoice', ...current },
    ...replaced.map((invoice) => ({ kind: 'replaced-invoice' as const, ...invoice })),
    ...creditNotesOf(row).map((note) => ({ kind: 'credit-note' as const, ...note })),
  ]
}

/** The invoice that counts: the last corrected one, else Checkout's. Undefined while it has no number. */
export function currentInvoice(
  row: Documented,
): { readonly id: string; readonly number: string } | undefined {
  return invoicesOf(row).at(-1)
}

/** Whether part of the invoice that counts was credited: anything but the notes by which older ones were replaced. */
export function isCredited({ creditNotes, corrections }: Documented): boolean {
  const replacing = new Set(corrections.map(({ creditNoteId }) => creditNoteId))
  return creditNotes.some(({ id, state }) => state === 'issued' && !replacing.has(id))
}

/** Oldest first. */
function invoicesOf({ invoiceId, invoiceNumber, corrections }: Documented) {
  if (invoiceId === null || invoiceNumber === null) return []
  const issued = corrections.flatMap(({ state, invoiceId: id, invoiceNumber: number }) =>
    state === 'issued' && id !== undefined && number !== undefined ? [{ id, number }] : [],
  )
  return [{ id: invoiceId, number: invoiceNumber }, ...issued]
}

/** Those Stripe has told of, and those of corrections that it may still tell of. */
function creditNotesOf({ creditNotes, corrections }: Documented) {
  const notes = new Map(corrections.flatMap(noteOf))
  for (const { id, number, state } of creditNotes) {
    if (state === 'issued') notes.set(id, number)
    else notes.delete(id)
  }
  return [...notes].map(([id, number]) => ({ id, number }))
}

function noteOf({ state, creditNoteId, creditNoteNumber }: Correction): [string, string][] {
  return state === 'issued' && creditNoteId !== undefined && creditNoteNumber !== undefined
    ? [[creditNoteId, creditNoteNumber]]
    : []
}
