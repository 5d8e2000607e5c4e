import type { Sale, TaxLine } from './payment-money'
import type { Entry } from './posting'
import { proportion } from './proportion'

/** Tax in minor units; without `jurisdiction` where Stripe named no authority for it. */
export type Tax = { readonly jurisdiction?: string; readonly amount: bigint }

/** Each authority's tax once, in the order given. */
export function byJurisdiction(lines: readonly TaxLine[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { jurisdiction, amount } of lines) {
    sums.set(jurisdiction, (sums.get(jurisdiction) ?? 0n) + amount)
  }
  return sums
}

/** All tax of a sale. What its lines do not explain stands without a jurisdiction, so that none of it is lost. */
export function taxOf({ tax, taxes }: Sale): Tax[] {
  const lines = [...byJurisdiction(taxes)].map(([jurisdiction, amount]) => ({ jurisdiction, amount }))
  const rest = lines.reduce((left, { amount }) => left - amount, tax)
  return rest === 0n ? lines : [...lines, { amount: rest }]
}

/** The tax in `amount` of a sale given back: each authority's by itself, as `amount` is of the sale's total. */
export function taxShare(sale: Sale, amount: bigint): Tax[] {
  return taxOf(sale).map((tax) => ({ ...tax, amount: proportion(tax.amount, amount, sale.total) }))
}

/** Entries that take tax back from what we owe (positive) or add to it (negative). */
export function taxEntries(sale: Sale, taxes: readonly Tax[]): Entry[] {
  return taxes.map((tax) => ({ book: 'tax_payable', currency: sale.currency, ...tax }))
}
