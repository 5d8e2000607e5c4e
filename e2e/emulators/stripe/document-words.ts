import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import { couponOf, promotionCodeOf } from './discounts'
import type { Account } from './store'

export function money(amount: number, code: string): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(code) })
}

export function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

const countries = new Intl.DisplayNames('en', { type: 'region' })

export function addressLines(address: Stripe.Address | null): string[] {
  if (!address) return []
  const town = [address.city, address.state, address.postal_code].filter(Boolean).join(' ')
  const country = address.country ? (countries.of(address.country) ?? address.country) : ''
  return [address.line1, address.line2, town, country].filter((line) => line !== null).filter(Boolean)
}

/** `eu_vat` as `DE VAT: DE123456789`, `us_ein` as `US EIN: 12-3456789`. */
export function taxIdLine({ type, value }: { type: string; value: string | null }): string {
  const name = type === 'eu_vat' ? `${(value ?? '').slice(0, 2)} VAT` : type.replaceAll('_', ' ')
  return `${name.toUpperCase()}: ${value ?? ''}`
}

type TaxAmount = {
  amount: number
  tax_behavior: string
  taxability_reason: string
  tax_rate_details: { tax_rate: string } | null
}

/** Whether a tax is printed: one of nothing only where the reason is owed to the buyer. */
export function isPrinted(tax: TaxAmount): boolean {
  return (
    tax.amount !== 0 ||
    ['reverse_charge', 'customer_exempt', 'zero_rated', 'not_available'].includes(tax.taxability_reason)
  )
}

/** `Sales Tax - New York City (4.5%)`: the name, the authority, the per cent. */
export function taxLabel(account: Account, tax: TaxAmount): string {
  const id = tax.tax_rate_details?.tax_rate ?? ''
  const rate = account.tables.tax_rate.get(id) ?? account.tables.automatic_tax_rate.get(id)
  if (!rate) return 'Tax'
  const place = rate.jurisdiction ?? rate.country
  const inside = tax.tax_behavior === 'inclusive' ? ' included' : ''
  const reason =
    tax.taxability_reason === 'reverse_charge'
      ? ', reverse charge'
      : tax.taxability_reason === 'customer_exempt'
        ? ', exempt'
        : ''
  return `${rate.display_name}${place ? ` - ${place}` : ''} (${rate.percentage}%${inside}${reason})`
}

export function reverseChargeRemark(taxes: readonly TaxAmount[] | null): string[] {
  const reversed = (taxes ?? []).some((tax) => tax.taxability_reason === 'reverse_charge')
  return reversed ? ['Reverse charge: tax to be paid on reverse charge basis.'] : []
}

/** `Discount TEAM100 (100% off)`: the code the buyer typed, else the coupon's name, and what it takes off. */
export function discountLabel(account: Account, discount: string | { id: string }, code: string): string {
  const row = account.tables.discount.get(typeof discount === 'string' ? discount : discount.id) ?? null
  const coupon = couponOf(account, row)
  if (!coupon) return 'Discount'
  const name = promotionCodeOf(account, row)?.code ?? coupon.name ?? ''
  const off =
    coupon.percent_off === null
      ? money(coupon.amount_off ?? 0, coupon.currency ?? code)
      : `${coupon.percent_off}%`
  return `Discount ${name} (${off} off)`.replace('  ', ' ')
}
