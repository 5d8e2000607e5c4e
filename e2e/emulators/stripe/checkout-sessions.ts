import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { couponTrouble, makeDiscount, mustUsePromotion, sessionBasket } from './discounts'
import { invalidRequest } from './errors'
import { newSessionId } from './ids'
import { createdWithin, is, listPage, page } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { priceSession } from './session-amounts'
import type { SessionDetail, SessionItem } from './session-detail'
import { expireIfOverdue, expireOverdue, expireSession } from './session-expiry'
import { sessionItems } from './session-items'
import { makeSession } from './session-object'
import { refuseSellerTaxIds } from './seller-tax-ids'
import { refuseSession } from './session-refusals'
import { refuseWithoutHeadOffice } from './tax-head-office'

type Sessions = Pick<
  Handlers,
  | 'POST /v1/checkout/sessions'
  | 'GET /v1/checkout/sessions'
  | 'GET /v1/checkout/sessions/:id'
  | 'POST /v1/checkout/sessions/:id/expire'
  | 'GET /v1/checkout/sessions/:id/line_items'
>
type Params = Stripe.Checkout.SessionCreateParams

function createSession(call: Call, params: Params): Stripe.Checkout.Session {
  const { world, account } = call
  const now = world.now()
  mergeMetadata({}, params.payment_intent_data?.metadata, 'payment_intent_data[metadata]')
  const customer =
    params.customer === undefined
      ? null
      : mustFind(account.tables.customer, 'customer', params.customer, 'customer')
  refuseSession(params, { now, settings: world.settingsOf(account), customer })
  if (params.automatic_tax?.enabled === true) refuseWithoutHeadOffice(world, account)
  const sellerIds = params.invoice_creation?.invoice_data?.account_tax_ids
  refuseSellerTaxIds(account, sellerIds, 'invoice_creation[invoice_data][account_tax_ids]')
  const items = sessionItems(call, params)
  const id = newSessionId()
  const currency = items[0]?.price.currency ?? 'usd'
  const url = `${world.url()}/c/pay/${id}`
  const session = makeSession(params, {
    id,
    url,
    now,
    currency,
    settings: world.settingsOf(account),
    customer,
  })
  if (session.payment_method_types.length === 0) {
    const message =
      'No valid payment method types for this Checkout Session. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard.'
    throw invalidRequest(message) // wording seen at Stripe
  }
  const detail = makeDetail(call, session, params, items)
  if (detail.discount) session.discounts = sessionDiscounts(detail.discount)
  priceSession(world, account, session, detail, customer?.address ?? null)
  refuseAmount(session)
  account.tables.session_detail.add(detail)
  return account.tables.session.add(session)
}

function makeDetail(
  call: Call,
  session: Stripe.Checkout.Session,
  params: Params,
  items: SessionItem[],
): SessionDetail {
  return {
    id: session.id,
    params,
    items,
    lineItems: [],
    discount: givenDiscount(call, session, params, items),
    breakdown: { discounts: [], taxes: [] },
    challenged: null,
    settlement: null,
  }
}

function givenDiscount(
  { world, account }: Call,
  session: Stripe.Checkout.Session,
  params: Params,
  items: SessionItem[],
): Stripe.Discount | null {
  const [given] = params.discounts ?? []
  if (!given) return null
  const now = world.now()
  const customer = typeof session.customer === 'string' ? session.customer : null
  const basket = sessionBasket(items, session.currency ?? 'usd', customer, now)
  if (given.promotion_code !== undefined) {
    const name = 'discounts[0][promotion_code]'
    const code = mustFind(account.tables.promotion_code, 'promotion_code', given.promotion_code, name)
    const usable = mustUsePromotion(account, code, basket)
    return makeDiscount(session.id, usable.coupon, usable.code, now)
  }
  const coupon = mustFind(account.tables.coupon, 'coupon', given.coupon ?? '', 'discounts[0][coupon]')
  const trouble = couponTrouble(coupon, basket)
  if (trouble !== undefined) throw invalidRequest(trouble, { param: 'discounts[0][coupon]' })
  return makeDiscount(session.id, coupon, null, now)
}

export function sessionDiscounts(discount: Stripe.Discount): Stripe.Checkout.Session.Discount[] {
  return [{ coupon: discount.source.coupon, promotion_code: discount.promotion_code }]
}

/** Stripe charges at least about half a dollar, or nothing at all (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
function refuseAmount(session: Stripe.Checkout.Session): void {
  const total = session.amount_total ?? 0
  if (session.currency !== 'usd' || total === 0 || total >= 50) return
  const message = "The Checkout Session's total amount due must add up to at least $0.50 usd"
  throw invalidRequest(message, { code: 'amount_too_small' })
}

export const checkoutSessions: Sessions = {
  'POST /v1/checkout/sessions': createSession,
  'GET /v1/checkout/sessions': ({ world, account }, params) => {
    expireOverdue(world, account)
    return listPage(account.tables.session, '/v1/checkout/sessions', params, (row) => {
      const same = is(row.status, params.status) && is(row.customer, params.customer)
      const paid = is(row.payment_intent, params.payment_intent)
      const buyer = is(row.customer_details?.email, params.customer_details?.email)
      return same && paid && buyer && createdWithin(row.created, params.created)
    })
  },
  'GET /v1/checkout/sessions/:id': ({ world, account }, _params, id) => {
    const session = mustFind(account.tables.session, 'checkout.session', id)
    expireIfOverdue(world, account, session)
    return session
  },
  'POST /v1/checkout/sessions/:id/expire': ({ world, account, cause }, _params, id) => {
    const session = mustFind(account.tables.session, 'checkout.session', id)
    expireIfOverdue(world, account, session)
    if (session.status !== 'open') {
      // Wording seen at Stripe (Sylius/PayumStripePlugin issue 70).
      const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${String(session.status)}\`.`
      throw invalidRequest(message)
    }
    expireSession(world, account, session, cause)
    return session
  },
  'GET /v1/checkout/sessions/:id/line_items': ({ account }, params, id) => {
    const detail = mustFind(account.tables.session_detail, 'checkout.session', id)
    return page(detail.lineItems, `/v1/checkout/sessions/${id}/line_items`, params)
  },
}
