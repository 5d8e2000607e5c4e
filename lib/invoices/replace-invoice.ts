import type { IssuedNote } from '@/lib/stripe/credit-notes'
import type { Answer } from '@/lib/stripe/invoice-answer'
import type { InvoiceFacts } from '@/lib/stripe/invoice-facts'
import type { StripePort } from '@/lib/stripe/port'
import type { Correctable } from './correctable'
import type { Correction } from './correction-row'

/** The documents of one correction: the invoice that no longer counts, the note that credits it, the new one. */
export type Replaced = {
  readonly old: InvoiceFacts
  readonly note: IssuedNote
  readonly made: InvoiceFacts
}

type Order = {
  readonly correction: Correction
  readonly purchase: Correctable
  readonly oldInvoiceId: string
}

type Outcome =
  | { readonly outcome: 'done'; readonly value: Replaced }
  | {
      readonly outcome: 'refused' | 'unreachable'
      readonly detail: string
      /** No document was issued: asking otherwise is possible. What was put on the buyer at Stripe stays there. */
      readonly untouched: boolean
    }

/**
 * Replaces a paid invoice at Stripe, which cannot be revised (facts: Stripe). What Stripe may refuse comes first: the
 * buyer's details, then a draft; only then the old invoice is credited without money, and the new one finalised and
 * marked as paid outside. Each step looks for what an earlier run has made, so all of it may be repeated.
 */
export async function replaceInvoice({ invoices }: StripePort, order: Order): Promise<Outcome> {
  const { correction, purchase, oldInvoiceId } = order
  const correctionId = correction.id
  const old = await readOld(() => invoices.read(oldInvoiceId))
  if (old.outcome !== 'done') return { ...old, untouched: true }
  const { customerId, priceId } = old.value
  const trouble = notReplaceable(old.value, correction)
  if (trouble !== undefined || customerId === undefined || priceId === undefined)
    return { outcome: 'refused', detail: trouble ?? 'The invoice has no price or customer.', untouched: true }
  const named = await invoices.changeBuyer({
    customerId,
    companyName: correction.companyName,
    taxId: taxIdOf(correction),
    correctionId,
  })
  if (named.outcome !== 'done') return { ...named, untouched: true }
  const sellerTaxIds = await readOld(async () => invoices.sellerTaxIds())
  if (sellerTaxIds.outcome !== 'done') return { ...sellerTaxIds, untouched: true }
  const draft = await invoices.draft({
    correctionId,
    old: old.value,
    customerId,
    priceId,
    poNumber: correction.poNumber,
    sellerTaxIds: sellerTaxIds.value,
    discountName: purchase.promotionCode ?? 'Discount',
  })
  if (draft.outcome !== 'done') return { ...draft, untouched: true }
  const note = await invoices.credit({
    invoiceId: oldInvoiceId,
    amount: old.value.total,
    order: { name: 'correction', id: correctionId },
    memo: 'Replaced by a corrected invoice. No money was given back with this document.',
    money: 'none',
  })
  // An earlier run's note would have been found: a refusal means that there is none, and the old invoice still counts.
  if (note.outcome !== 'done') return { ...note, untouched: note.outcome === 'refused' }
  const made = await invoices.finish({ invoiceId: draft.value.id, correctionId })
  if (made.outcome !== 'done') return { ...made, untouched: false }
  if (!made.value.paid)
    return {
      outcome: 'unreachable',
      detail: 'Stripe has not marked the new invoice as paid.',
      untouched: false,
    }
  return { outcome: 'done', value: { old: old.value, note: note.value, made: made.value } }
}

async function readOld<T>(read: () => Promise<T | undefined>): Promise<Answer<T>> {
  try {
    const value = await read()
    if (value === undefined) return { outcome: 'refused', detail: 'Stripe does not know the invoice.' }
    return { outcome: 'done', value }
  } catch (error) {
    return { outcome: 'unreachable', detail: error instanceof Error ? error.name : 'unknown' }
  }
}

/** Credited by something else than this correction: the document of that would be lost from sight. */
function notReplaceable(old: InvoiceFacts, { state }: Correction): string | undefined {
  if (!old.paid) return 'The invoice is not paid at Stripe.'
  if (old.credited > 0n && state === 'requested') return 'Part of the invoice has been credited at Stripe.'
  return undefined
}

function taxIdOf({ taxIdType: type, taxIdValue: value }: Correction) {
  return type === undefined || value === undefined ? undefined : { type, value }
}
