import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { smallestStep } from './conversion'
import { fullAddress } from './full-address'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { page } from './lists'
import { mustFind } from './lookup'
import { refuseWithoutHeadOffice, taxSettingsOf } from './tax-head-office'
import { sellerOf, taxBehaviorOf } from './tax'
import {
  calculationBreakdown,
  calculationLine,
  calculationLines,
  type TaxedLine,
  taxOf,
} from './tax-calculation-object'
import { decideTax, hasTaxLocation, type TaxedBuyer } from './tax-decision'
import { refuseTaxId } from './tax-id-formats'
import { taxIdsOf } from './tax-ids'
import { taxShares } from './tax-shares'

type TaxCalculations = Pick<
  Handlers,
  'POST /v1/tax/calculations' | 'GET /v1/tax/calculations/:id' | 'GET /v1/tax/calculations/:id/line_items'
>
type Params = Stripe.Tax.CalculationCreateParams

/** A calculation can be used for ninety days (docs.stripe.com/tax/custom). */
const DAYS_90 = 90 * 24 * 60 * 60

const OVERRIDES: Record<string, Stripe.Tax.Calculation.CustomerDetails.TaxabilityOverride> = {
  exempt: 'customer_exempt',
  reverse: 'reverse_charge',
}
const EXEMPTIONS: Record<string, Stripe.Customer.TaxExempt> = {
  none: 'none',
  customer_exempt: 'exempt',
  reverse_charge: 'reverse',
}

/** Who buys: as the call says, else as the customer is known. Throws where tax cannot be told from it. */
function buyerOf({ account }: Call, params: Params): TaxedBuyer {
  const details = params.customer_details
  const customer =
    params.customer === undefined
      ? undefined
      : mustFind(account.tables.customer, 'customer', params.customer, 'customer')
  if (customer === undefined && details === undefined) {
    throw invalidRequest('You must provide either `customer` or `customer_details`.') // guess
  }
  const given = details?.address
  const address = given ? fullAddress(withoutNulls(given)) : (customer?.address ?? null)
  if (!hasTaxLocation(address)) {
    // docs.stripe.com/error-codes#customer-tax-location-invalid; wording: guess
    const message = 'We could not determine the customer’s tax location based on the provided address.'
    throw invalidRequest(message, {
      param: 'customer_details[address]',
      code: 'customer_tax_location_invalid',
    })
  }
  for (const [index, id] of (details?.tax_ids ?? []).entries()) {
    refuseTaxId(id, `customer_details[tax_ids][${index}][value]`)
  }
  const override = details?.taxability_override
  return {
    address,
    taxIds: details?.tax_ids ?? (customer ? taxIdsOf(account, customer.id) : []),
    exempt: override === undefined ? (customer?.tax_exempt ?? 'none') : (EXEMPTIONS[override] ?? 'none'),
  }
}

function withoutNulls(
  given: Stripe.Tax.CalculationCreateParams.CustomerDetails.Address,
): Stripe.AddressParam {
  const { country, city, line1, line2, postal_code, state } = given
  return {
    country,
    city: city ?? '',
    line1: line1 ?? '',
    line2: line2 ?? '',
    postal_code: postal_code ?? '',
    state: state ?? '',
  }
}

function taxedLine(
  { world, account }: Call,
  buyer: TaxedBuyer,
  currency: string,
  given: Stripe.Tax.CalculationCreateParams.LineItem,
  index: number,
): TaxedLine {
  const product =
    given.product === undefined
      ? undefined
      : mustFind(account.tables.product, 'product', given.product, `line_items[${index}][product]`)
  const own = typeof product?.tax_code === 'string' ? product.tax_code : undefined
  const taxCode = given.tax_code ?? own ?? taxSettingsOf(world, account).tax_code ?? ''
  if (!/^txcd_\d{8}$/.test(taxCode)) {
    throw invalidRequest(`No such tax code: '${taxCode}'`, {
      param: `line_items[${index}][tax_code]`,
      code: 'resource_missing',
    })
  }
  const behavior = taxBehaviorOf(world, account, { tax_behavior: given.tax_behavior ?? null, currency })
  const inclusive = behavior === 'inclusive'
  const decision = decideTax(sellerOf(world, account), buyer, taxCode)
  const shares = taxShares(decision, { amount: given.amount, inclusive, step: smallestStep(currency) })
  return { given, index, inclusive, taxCode, decision, shares }
}

function sum(lines: readonly TaxedLine[], ofOne: (line: TaxedLine) => number): number {
  return lines.reduce((total, line) => total + ofOne(line), 0)
}

function refuse(params: Params): void {
  for (const name of ['shipping_cost', 'ship_from_details'] as const) {
    if (params[name] === undefined) continue
    throw invalidRequest(`${name} is not available in this test environment.`, { param: name })
  }
  if (params.line_items.length > 0) return
  throw invalidRequest('Missing required param: line_items.', {
    param: 'line_items',
    code: 'parameter_missing',
  })
}

function create(call: Call, params: Params): Stripe.Tax.Calculation {
  const { world, account } = call
  refuse(params)
  refuseWithoutHeadOffice(world, account)
  const buyer = buyerOf(call, params)
  const currency = params.currency.toLowerCase()
  const lines = params.line_items.map((item, index) => taxedLine(call, buyer, currency, item, index))
  const id = newId('taxcalc')
  for (const line of lines) account.tables.tax_calculation_line.add(calculationLine(id, line))
  const exclusive = sum(lines, (line) => (line.inclusive ? 0 : taxOf(line)))
  const now = world.now()
  return account.tables.tax_calculation.add({
    id,
    object: 'tax.calculation',
    amount_total: sum(lines, ({ given }) => given.amount) + exclusive,
    currency,
    customer: params.customer ?? null,
    customer_details: shownBuyer(buyer, params),
    expires_at: now + DAYS_90,
    livemode: false,
    ship_from_details: null,
    shipping_cost: null,
    tax_amount_exclusive: exclusive,
    tax_amount_inclusive: sum(lines, (line) => (line.inclusive ? taxOf(line) : 0)),
    tax_breakdown: calculationBreakdown(lines),
    tax_date: params.tax_date ?? now,
  })
}

function shownBuyer(
  { address, taxIds, exempt }: TaxedBuyer,
  { customer_details: details }: Params,
): Stripe.Tax.Calculation.CustomerDetails {
  return {
    address,
    address_source: details?.address_source ?? 'billing',
    ip_address: details?.ip_address ?? null,
    tax_ids: taxIds.map(({ type, value }) => ({ type, value })),
    taxability_override: OVERRIDES[exempt] ?? 'none',
  }
}

export const taxCalculations: TaxCalculations = {
  'POST /v1/tax/calculations': create,
  'GET /v1/tax/calculations/:id': ({ account }, _params, id) =>
    mustFind(account.tables.tax_calculation, 'tax.calculation', id),
  'GET /v1/tax/calculations/:id/line_items': ({ account }, params, id) => {
    mustFind(account.tables.tax_calculation, 'tax.calculation', id)
    const lines = calculationLines(account.tables.tax_calculation_line.newestFirst(), id)
    return page(lines, `/v1/tax/calculations/${id}/line_items`, params)
  },
}
