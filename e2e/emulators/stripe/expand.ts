import { invalidRequest, noSuch } from './errors'
import { page } from './lists'
import type { Account, Kind } from './store'
import { calculationLines } from './tax-calculation-object'

type Json = Record<string, unknown>

/** Fields that hold an id of another object, and which table that is in. `source` may be of several kinds. */
const REFERENCES: Record<string, readonly Kind[]> = {
  account_tax_ids: ['tax_id'],
  balance_transaction: ['balance_transaction'],
  charge: ['charge'],
  coupon: ['coupon'],
  customer: ['customer'],
  default_price: ['price'],
  discount: ['discount'],
  discounts: ['discount'],
  failure_balance_transaction: ['balance_transaction'],
  invoice: ['invoice'],
  latest_charge: ['charge'],
  payment_intent: ['payment_intent'],
  price: ['price'],
  product: ['product'],
  promotion_code: ['promotion_code'],
  refund: ['refund'],
  source: ['charge', 'refund', 'dispute', 'payout'],
  tax_rate: ['tax_rate', 'automatic_tax_rate'],
}

const MAX_DEPTH = 4

/** Fields that are absent unless they are asked for ("includable"), by the object that has them. */
function include(account: Account, owner: Json, field: string): unknown {
  const id = String(owner['id'])
  switch (`${String(owner['object'])}.${field}`) {
    case 'checkout.session.line_items':
      return page(
        account.tables.session_detail.get(id)?.lineItems ?? [],
        `/v1/checkout/sessions/${id}/line_items`,
        {},
      )
    case 'checkout.session.total_details.breakdown':
      return account.tables.session_detail.get(id)?.breakdown
    case 'invoice.payments':
      return page(
        rowsOf(account, 'invoice_payment', (row) => row['invoice'] === id),
        '/v1/invoice_payments',
        {},
      )
    case 'invoice.amount_paid_off_stripe':
      return [...account.tables.invoice_payment.newestFirst()]
        .filter((row) => row.invoice === id && row.payment.type === 'payment_record')
        .reduce((sum, row) => sum + (row.amount_paid ?? 0), 0)
    case 'charge.refunds':
      return page(
        rowsOf(account, 'refund', (row) => row['charge'] === id),
        `/v1/charges/${id}/refunds`,
        {},
      )
    case 'customer.tax_ids':
      return page(
        [...account.tables.tax_id.newestFirst()].filter((row) => row.customer === id),
        `/v1/customers/${id}/tax_ids`,
        {},
      )
    case 'tax.calculation.line_items':
      return page(
        calculationLines(account.tables.tax_calculation_line.newestFirst(), id),
        `/v1/tax/calculations/${id}/line_items`,
        {},
      )
    case 'tax.calculation_line_item.tax_breakdown':
      return account.tables.tax_calculation_line.get(id)?.breakdown
    default:
      return undefined
  }
}

function rowsOf(
  account: Account,
  kind: 'invoice_payment' | 'refund',
  matches: (row: Json) => boolean,
): { id: string }[] {
  return [...account.tables[kind].newestFirst()].filter((row) => matches(plain(row)))
}

/**
 * Fills in what `expand[]` asks for, in a copy (docs.stripe.com/expand): ids become objects, includable fields appear, a
 * path goes through lists by `data`, four levels at most. Throws Stripe's refusal for a path that leads nowhere.
 */
export function expand(account: Account, object: object, paths: readonly string[] | undefined): object {
  if (!paths || paths.length === 0) return object
  const copy = plain(object)
  for (const path of paths) {
    const fields = path.split('.')
    if (fields.filter((field) => field !== 'data').length > MAX_DEPTH) {
      throw invalidRequest(`You cannot expand more than ${MAX_DEPTH} levels of a property (${path}).`, {
        param: 'expand',
      })
    }
    step(account, copy, { owner: copy, prefix: '' }, fields, path)
  }
  return copy
}

type Owner = { owner: Json; prefix: string }

function step(account: Account, node: Json, within: Owner, fields: string[], path: string): void {
  const [field, ...rest] = fields
  if (field === undefined) return
  const name = within.prefix + field
  const value = node[field] === undefined ? copyOf(include(account, within.owner, name)) : node[field]
  if (value === undefined) {
    // Expandable, and absent until there is something to show.
    if (`${String(within.owner['object'])}.${name}` === 'refund.failure_balance_transaction') return
    throw unexpandable(path)
  }
  if (value === null) return
  const fill = (one: unknown): unknown =>
    typeof one === 'string' ? referred(account, field, one, path) : one
  const filled = Array.isArray(value) ? value.map(fill) : fill(value)
  node[field] = filled
  for (const child of Array.isArray(filled) ? filled : [filled]) {
    if (typeof child === 'number' && rest.length === 0) continue // an includable amount
    if (!isJson(child)) throw unexpandable(path)
    const inside =
      child['object'] === undefined
        ? { owner: within.owner, prefix: `${name}.` }
        : { owner: child, prefix: '' }
    if (rest.length > 0) step(account, child, inside, rest, path)
  }
}

function referred(account: Account, field: string, id: string, path: string): Json {
  const kinds = REFERENCES[field]
  if (!kinds) throw unexpandable(path)
  for (const kind of kinds) {
    const row = account.tables[kind].get(id)
    if (row) return plain(row)
  }
  throw noSuch(kinds[0] ?? 'object', id, 'expand', 400)
}

function unexpandable(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value))
}

function copyOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
