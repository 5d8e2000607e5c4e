import Stripe from 'stripe'
import type { InvoiceFacts } from './invoice-facts'
import { invoiceFacts } from './invoice-facts'

/** An invoice to be made anew, like the one it replaces but for the buyer's details. */
export type Replacement = {
  readonly correctionId: string
  readonly old: InvoiceFacts
  readonly customerId: string
  readonly priceId: string
  /** Replaces the old one's PO number; undefined keeps that. */
  readonly poNumber: string | undefined
  /** The seller's, where the old one has none. */
  readonly sellerTaxIds: readonly string[]
  /** What the discount is called on the document, such as the code that was redeemed. */
  readonly discountName: string
}

/** Must be the name that Checkout's invoices carry too. */
export const PO_FIELD = 'PO number'

/**
 * Drafts the new invoice, once for its correction: one that is there already is gone on with, also after Stripe has
 * forgotten the idempotency keys (a day). Throws Stripe's error.
 */
export async function draftReplacement(stripe: Stripe, replacement: Replacement): Promise<InvoiceFacts> {
  const { correctionId, customerId } = replacement
  const draft =
    (await find(stripe, customerId, correctionId)) ?? (await createDraft(stripe, replacement, correctionId))
  if (draft.status === 'draft' && draft.lines.data.length === 0) await addLine(stripe, replacement, draft.id)
  return invoiceFacts(await stripe.invoices.retrieve(draft.id))
}

/**
 * Finalises the draft, which gives it its number, and marks it as paid outside of Stripe: its money came with the first
 * invoice. Goes on wherever it stands. Throws Stripe's error.
 */
export async function finishReplacement(
  stripe: Stripe,
  { invoiceId, correctionId }: { readonly invoiceId: string; readonly correctionId: string },
): Promise<InvoiceFacts> {
  let invoice = await stripe.invoices.retrieve(invoiceId)
  if (invoice.status === 'draft') {
    const key = { idempotencyKey: `${correctionId}:finalize` }
    invoice = await stripe.invoices.finalizeInvoice(invoiceId, { auto_advance: false }, key)
  }
  if (invoice.status === 'open') {
    const key = { idempotencyKey: `${correctionId}:pay` }
    invoice = await stripe.invoices.pay(invoiceId, { paid_out_of_band: true }, key)
  }
  return invoiceFacts(invoice)
}

/** Ids of the invoices that have replaced an invoice of Checkout, in any order. Throws when unreachable. */
export async function replacementsOf(stripe: Stripe, original: Stripe.Invoice): Promise<string[]> {
  const { customer, metadata } = original
  const checkout = metadata?.['checkout_id']
  if (customer === null || checkout === undefined) return []
  const ids: string[] = []
  const of = typeof customer === 'string' ? customer : customer.id
  for await (const { id, metadata: named } of stripe.invoices.list({ customer: of, limit: 100 })) {
    if (named?.['checkout_id'] === checkout && named['correction'] !== undefined) ids.push(id)
  }
  return ids
}

async function find(
  stripe: Stripe,
  customer: string,
  correctionId: string,
): Promise<Stripe.Invoice | undefined> {
  for await (const invoice of stripe.invoices.list({ customer, limit: 100 })) {
    if (invoice.metadata?.['correction'] === correctionId && invoice.status !== 'void') return invoice
  }
  return undefined
}

/** Never collected by Stripe: it is not advanced by itself, and nothing else that waits for the customer joins it. */
async function createDraft(
  stripe: Stripe,
  { old, customerId, poNumber, sellerTaxIds, discountName }: Replacement,
  correctionId: string,
): Promise<Stripe.Invoice> {
  const key = (step: string) => ({ idempotencyKey: `${correctionId}:${step}` })
  const taxIds = old.sellerTaxIds.length > 0 ? old.sellerTaxIds : sellerTaxIds
  const fields = [
    ...old.customFields.filter(({ name }) => poNumber === undefined || name !== PO_FIELD),
    ...(poNumber === undefined ? [] : [{ name: PO_FIELD, value: poNumber }]),
  ]
  const discounts =
    old.discount === 0n ? [] : [{ coupon: await discountOf(stripe, old, discountName, correctionId) }]
  return stripe.invoices.create(
    {
      customer: customerId,
      currency: old.currency.toLowerCase(),
      collection_method: 'charge_automatically',
      auto_advance: false,
      pending_invoice_items_behavior: 'exclude',
      automatic_tax: { enabled: old.automaticTax },
      metadata: { ...old.metadata, correction: correctionId, corrects: old.number ?? old.id },
      ...(old.description === undefined ? {} : { description: old.description }),
      ...(old.footer === undefined ? {} : { footer: old.footer }),
      ...(fields.length === 0 ? {} : { custom_fields: fields }),
      ...(taxIds.length === 0 ? {} : { account_tax_ids: [...taxIds] }),
      ...(discounts.length === 0 ? {} : { discounts }),
    },
    key('invoice'),
  )
}

/**
 * The same discount once more, as a coupon for this invoice alone: the buyer's own code may be used up or over, and
 * redeeming it again would count it twice.
 */
async function discountOf(
  stripe: Stripe,
  { discount, currency }: InvoiceFacts,
  name: string,
  correctionId: string,
): Promise<string> {
  const id = `correction-${correctionId}`
  try {
    return (await stripe.coupons.retrieve(id)).id
  } catch (error) {
    const missing =
      error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
    if (!missing) throw error
  }
  const made = await stripe.coupons.create(
    {
      id,
      name: name.slice(0, 40),
      amount_off: Number(discount),
      currency: currency.toLowerCase(),
      duration: 'once',
      max_redemptions: 1,
    },
    { idempotencyKey: `${correctionId}:discount` },
  )
  return made.id
}

async function addLine(stripe: Stripe, replacement: Replacement, invoice: string): Promise<void> {
  const { old, customerId, priceId, correctionId } = replacement
  await stripe.invoiceItems.create(
    {
      customer: customerId,
      invoice,
      pricing: { price: priceId },
      quantity: 1,
      ...(old.taxRateIds.length === 0 ? {} : { tax_rates: [...old.taxRateIds] }),
    },
    { idempotencyKey: `${correctionId}:item` },
  )
}
