import type Stripe from 'stripe'

/** A tax id as Stripe's list names its types. */
export type BuyerTaxId = { readonly type: string; readonly value: string }

export type BuyerChange = {
  readonly customerId: string
  readonly companyName: string | undefined
  readonly taxId: BuyerTaxId | undefined
  /** Begins every idempotency key. */
  readonly correctionId: string
}

/**
 * Puts a company's name and tax id on the customer, from whom the next invoice takes them. Each is looked at first, so
 * that a repeat changes nothing. Throws Stripe's error; a tax id that is none is refused here, before any document.
 */
export async function changeBuyer(stripe: Stripe, change: BuyerChange): Promise<void> {
  const { customerId, companyName, taxId, correctionId } = change
  if (taxId !== undefined && !(await hasTaxId(stripe, customerId, taxId))) {
    const { type, value } = taxId
    await stripe.customers.createTaxId(
      customerId,
      { type, value },
      { idempotencyKey: `${correctionId}:tax-id` },
    )
  }
  if (companyName === undefined) return
  await stripe.customers.update(customerId, { name: companyName }, { idempotencyKey: `${correctionId}:name` })
}

async function hasTaxId(stripe: Stripe, customerId: string, { type, value }: BuyerTaxId): Promise<boolean> {
  for await (const known of stripe.customers.listTaxIds(customerId, { limit: 100 })) {
    if (known.type === type && bare(known.value) === bare(value)) return true
  }
  return false
}

/** Stripe may keep a tax id with or without the dots, dashes and spaces it was typed with. */
function bare(value: string): string {
  return value.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
}
