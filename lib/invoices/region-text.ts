/** The EU's members and the United Kingdom: there a company accounts for VAT that its foreign seller did not charge. */
const REVERSE_CHARGE =
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB'.split(' ')

/**
 * The invoice's last lines for a billing country (ISO 3166-1): true whatever Stripe comes to calculate, because they are
 * fixed before the buyer has given an address. Pure.
 */
export function invoiceFooter({
  country,
  sku,
  refundSummary,
}: {
  readonly country: string
  readonly sku: string
  /** The refund policy it was bought under, in one sentence. */
  readonly refundSummary: string
}): string {
  return `${taxLine(country)} ${refundSummary} Redis University, order ${sku}.`
}

function taxLine(country: string): string {
  if (country === 'US') return 'Sales tax, where it is due, is shown by authority.'
  if (country === 'IL') return 'VAT for Israel is charged at the rate shown.'
  if (REVERSE_CHARGE.includes(country))
    return 'Where no VAT is shown, no VAT was charged by the seller. Your company may have to account for it.'
  return 'Where no tax is shown, no tax was charged by the seller.'
}
