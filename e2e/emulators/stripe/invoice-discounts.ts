import type Stripe from 'stripe'
import type { Call } from './call'
import { type Basket, couponTrouble, makeDiscount, mustUsePromotion } from './discounts'
import { invalidRequest, noSuch } from './errors'
import { itemsOf } from './invoice-amounts'
import { mustFind } from './lookup'
import { onlyOne } from './session-rule'

type Given = { coupon?: string; discount?: string; promotion_code?: string }
type On = { invoice: Stripe.Invoice; item?: Stripe.InvoiceItem }

/**
 * The discounts that an invoice or one of its items asks for, by id. Throws Stripe's refusal for a coupon or a code that
 * cannot be redeemed; a basket that is still empty is not held against it. Counted when the invoice is finalised (guess).
 */
export function invoiceDiscounts(call: Call, given: readonly Given[], on: On): string[] {
  return given.map((one, index) => oneDiscount(call, one, on, `discounts[${index}]`))
}

function oneDiscount(call: Call, given: Given, on: On, param: string): string {
  const named = Object.values(given).filter((value) => value !== undefined)
  if (named.length !== 1) throw onlyOne(param, 'coupon, discount, promotion_code')
  if (given.discount !== undefined) return existing(call, given.discount, on, `${param}[discount]`)
  const { world, account } = call
  const { coupon, code } = redeemed(call, given, basketFor(call, on), param)
  const made = account.tables.discount.add({
    ...makeDiscount(null, coupon, code, world.now()),
    customer: typeof on.invoice.customer === 'string' ? on.invoice.customer : null,
    invoice: on.invoice.id,
    invoice_item: on.item?.id ?? null,
  })
  return made.id
}

function redeemed({ account }: Call, given: Given, basket: Basket, param: string) {
  if (given.promotion_code !== undefined) {
    const name = `${param}[promotion_code]`
    const code = mustFind(account.tables.promotion_code, 'promotion_code', given.promotion_code, name)
    return mustUsePromotion(account, code, basket, name)
  }
  const coupon = mustFind(account.tables.coupon, 'coupon', given.coupon ?? '', `${param}[coupon]`)
  const trouble = couponTrouble(coupon, basket)
  if (trouble !== undefined) throw invalidRequest(trouble, { param: `${param}[coupon]` })
  return { coupon, code: null }
}

/** "ID of an existing discount on the object (or one of its ancestors) to reuse": another purchase's is none of them. */
function existing({ account }: Call, id: string, { invoice }: On, param: string): string {
  const discount = account.tables.discount.get(id)
  if (discount?.invoice !== invoice.id) throw noSuch('discount', id, param, 400)
  return id
}

function basketFor({ world, account }: Call, { invoice, item }: On): Basket {
  const items = item ? [item] : itemsOf(account, invoice)
  const lines = items.map((row) => ({
    product: row.pricing?.price_details?.product ?? '',
    amount: row.amount,
  }))
  const customer = typeof invoice.customer === 'string' ? invoice.customer : null
  return { currency: invoice.currency, now: world.now(), customer, lines }
}
