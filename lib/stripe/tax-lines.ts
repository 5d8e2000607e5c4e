import type Stripe from 'stripe'

/** Tax of one authority, such as "US NY state New York". */
export type TaxLine = { readonly jurisdiction: string; readonly amount: bigint }

/** The tax by authority, one line for each, in Stripe's order. Lines of nothing are left out. */
export function taxLines(
  taxes: readonly { readonly amount: number; readonly rate: Stripe.TaxRate }[],
): TaxLine[] {
  const lines = new Map<string, bigint>()
  for (const { amount, rate } of taxes) {
    const name = jurisdictionOf(rate)
    lines.set(name, (lines.get(name) ?? 0n) + BigInt(amount))
  }
  return [...lines]
    .filter(([, amount]) => amount !== 0n)
    .map(([jurisdiction, amount]) => ({ jurisdiction, amount }))
}

/** Whom a rate's tax is owed to, as short as it can be told apart: "US NY city New York City", "IL VAT". */
export function jurisdictionOf(rate: Stripe.TaxRate): string {
  const words = [rate.country, rate.state, rate.jurisdiction_level, rate.jurisdiction ?? rate.display_name]
  const unique = words.filter((word, index) => word && words.indexOf(word) === index)
  return unique.join(' ').slice(0, 200) || rate.id
}
