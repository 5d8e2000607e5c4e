import Stripe from 'stripe'
import { currency } from '@/lib/money'
import type { Currency } from '@/lib/money'

/** Addresses of a document, as Stripe gives them at this moment: they expire, so they are never stored. */
export type DocumentLinks = { readonly pdf: string | undefined; readonly page: string | undefined }

/** A paid invoice, as far as it matters to replace it or to credit it. Amounts in minor units. */
export type InvoiceFacts = {
  readonly id: string
  readonly number: string | undefined
  readonly customerId: string | undefined
  readonly paid: boolean
  readonly currency: Currency
  readonly discount: bigint
  readonly tax: bigint
  readonly total: bigint
  /** By credit notes, whatever moved with them. */
  readonly credited: bigint
  /** What its line was sold at; undefined where it was no price of the catalog. */
  readonly priceId: string | undefined
  readonly description: string | undefined
  readonly footer: string | undefined
  readonly automaticTax: boolean
  /** Rates given by hand; empty where Stripe has calculated. */
  readonly taxRateIds: readonly string[]
  readonly customFields: readonly { readonly name: string; readonly value: string }[]
  readonly sellerTaxIds: readonly string[]
  readonly metadata: Readonly<Record<string, string>>
}

/** Reads an invoice. Undefined where there is none. Throws when unreachable. */
export async function readInvoice(stripe: Stripe, id: string): Promise<InvoiceFacts | undefined> {
  try {
    return invoiceFacts(await stripe.invoices.retrieve(id))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Reduces Stripe's invoice to what we look at. */
export function invoiceFacts(invoice: Stripe.Invoice): InvoiceFacts {
  const [line] = invoice.lines.data
  const { enabled: automaticTax } = invoice.automatic_tax
  const rates = (line?.taxes ?? []).flatMap(({ tax_rate_details: rate }) => rate?.tax_rate ?? [])
  const discounts = invoice.total_discount_amounts ?? []
  return {
    id: invoice.id,
    number: invoice.number ?? undefined,
    customerId: invoice.customer === null ? undefined : idOf(invoice.customer),
    paid: invoice.status === 'paid',
    currency: currency(invoice.currency),
    discount: discounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
    tax: (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + BigInt(amount), 0n),
    total: BigInt(invoice.total),
    credited: BigInt(invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount),
    priceId: priceOf(line),
    description: invoice.description ?? undefined,
    footer: invoice.footer ?? undefined,
    automaticTax,
    taxRateIds: automaticTax ? [] : rates,
    customFields: invoice.custom_fields ?? [],
    sellerTaxIds: (invoice.account_tax_ids ?? []).map(idOf),
    metadata: invoice.metadata ?? {},
  }
}

function priceOf(line: Stripe.InvoiceLineItem | undefined): string | undefined {
  const price = line?.pricing?.price_details?.price
  return price === undefined ? undefined : idOf(price)
}

/** Where an invoice can be read and downloaded now. Undefined where there is none. Throws when unreachable. */
export async function invoiceLinks(stripe: Stripe, id: string): Promise<DocumentLinks | undefined> {
  try {
    const { invoice_pdf: pdf, hosted_invoice_url: page } = await stripe.invoices.retrieve(id)
    return { pdf: pdf ?? undefined, page: page ?? undefined }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Where a credit note can be downloaded now: Stripe has no page for it. Undefined where there is none. */
export async function creditNoteLinks(stripe: Stripe, id: string): Promise<DocumentLinks | undefined> {
  try {
    return { pdf: (await stripe.creditNotes.retrieve(id)).pdf, page: undefined }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
}

function idOf(value: string | { id: string }): string {
  return typeof value === 'string' ? value : value.id
}
