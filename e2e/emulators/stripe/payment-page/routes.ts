import type { ApiRequest } from '../api'
import { basketOf, findPromotion, makeDiscount } from '../discounts'
import type { Checkout } from '../checkout'
import { type PayResult, answerChallenge, pay } from '../payment'
import { sessionDiscounts } from '../checkout-sessions'
import { priceSession } from '../session-amounts'
import { expireIfOverdue } from '../session-expiry'
import type { World } from '../world'
import { isEmbedded, pagePath, returnAddress } from './address'
import {
  type Entry,
  type Problems,
  addressOf,
  firstEntry,
  payerOf,
  problemsOf,
  readEntry,
  taxIdOf,
} from './entry'
import { challengePage, messagePage, paidInFrame, paymentPage } from './page'

export type PageAnswer = { status: number; headers: Record<string, string>; body: string | Buffer }

/** Stripe waits about this long for the answer to checkout.session.completed before it sends the buyer back (from memory). */
const WAIT_FOR_WEBHOOK_MS = 10_000

export function findCheckout(world: World, id: string): Checkout | undefined {
  for (const account of world.store.accounts()) {
    const session = account.tables.session.get(id)
    const detail = account.tables.session_detail.get(id)
    if (session && detail) return { world, account, session, detail }
  }
  return undefined
}

/** The checkout of an embedded page, for who knows its client secret. */
export function findEmbedded(world: World, secret: string): Checkout | undefined {
  const checkout = findCheckout(world, secret.split('_secret_')[0] ?? '')
  return checkout && isEmbedded(checkout.session) && checkout.session.client_secret === secret
    ? checkout
    : undefined
}

/** A hosted page by its session's id; an embedded one has no page of its own. */
function findHosted(world: World, id: string): Checkout | undefined {
  const checkout = findCheckout(world, id)
  return checkout && !isEmbedded(checkout.session) ? checkout : undefined
}

/** `/c/pay/{session}` and `/c/embedded/{client secret}`, each also with `/challenge`. */
export async function answerPaymentPage(world: World, request: ApiRequest): Promise<PageAnswer> {
  const [, , kind, id = '', part = ''] = request.path.split('/')
  const checkout = kind === 'embedded' ? findEmbedded(world, id) : findHosted(world, id)
  if (!checkout || (part !== '' && part !== 'challenge')) return page(404, notFound())
  expireIfOverdue(world, checkout.account, checkout.session)
  const { session, detail } = checkout
  if (session.status !== 'open') return closed(checkout, request.method)
  if (part === 'challenge') {
    if (request.method !== 'POST')
      return detail.challenged ? page(200, challengePage(checkout)) : redirect(pagePath(session))
    const passed = new URLSearchParams(request.body).get('answer') === 'complete'
    return afterPaying(checkout, entryOf(checkout), answerChallenge(checkout, passed))
  }
  if (request.method !== 'POST') return page(200, paymentPage(checkout, firstEntry(checkout), {}, null))
  return act(checkout, readEntry(request.body))
}

async function act(checkout: Checkout, entry: Entry): Promise<PageAnswer> {
  const { world, account, session, detail } = checkout
  const action =
    entry.action === 'default' && entry.promotion_code.trim() !== '' && !detail.discount
      ? 'apply_promotion'
      : entry.action
  const problems: Problems = {}
  if (action === 'apply_promotion' && !applyPromotion(checkout, entry.promotion_code)) {
    problems.promotion_code = 'This code is invalid.'
  }
  if (action === 'remove_promotion') removePromotion(checkout)
  priceSession(world, account, session, detail, addressOf(entry), taxIdOf(entry))
  world.changed()
  if (['apply_promotion', 'remove_promotion', 'update_tax'].includes(action)) {
    return page(200, paymentPage(checkout, entry, problems, null))
  }
  const decline = action === 'decline'
  return submit(
    checkout,
    decline ? { ...entry, method: 'card', card_number: '4000 0000 0000 0002' } : entry,
    entry,
  )
}

async function submit(checkout: Checkout, entry: Entry, shown: Entry): Promise<PageAnswer> {
  const problems = problemsOf(checkout, entry)
  const address = addressOf(entry)
  if (Object.keys(problems).length > 0 || !address) {
    return page(400, paymentPage(checkout, shown, problems, 'Check the fields marked below.'))
  }
  const result = pay(checkout, payerOf(entry, address))
  return afterPaying(checkout, shown, result)
}

async function afterPaying(checkout: Checkout, entry: Entry, result: PayResult): Promise<PageAnswer> {
  const { world, session } = checkout
  if (result.kind === 'closed') return closed(checkout, 'POST')
  if (result.kind === 'challenge') return redirect(`${pagePath(session)}/challenge`)
  if (result.kind === 'declined')
    return page(
      402,
      paymentPage(checkout, entry, { card_number: result.decline.message }, result.decline.message),
    )
  if (result.kind === 'malformed')
    return page(402, paymentPage(checkout, entry, { [result.field]: result.message }, result.message))
  const patience = new Promise<void>((resolve) => world.later(WAIT_FOR_WEBHOOK_MS, resolve))
  await Promise.race([result.notified, patience])
  return afterwards(checkout)
}

/** The form after the bank's page: what was entered before, without the card. */
function entryOf(checkout: Checkout): Entry {
  const payer = checkout.detail.challenged
  const first = firstEntry(checkout)
  if (!payer) return first
  const { address, email, name, businessName, taxId, termsAccepted } = payer
  return {
    ...first,
    email,
    name,
    country: address.country ?? first.country,
    address: address.line1 ?? '',
    city: address.city ?? '',
    state: address.state ?? '',
    postal_code: address.postal_code ?? '',
    company: businessName ?? '',
    tax_id: taxId?.value ?? '',
    terms: termsAccepted ? 'yes' : '',
  }
}

export function applyPromotion(checkout: Checkout, typed: string): boolean {
  const { world, account, session, detail } = checkout
  if (!session.allow_promotion_codes || typed.trim() === '') return false
  const found = findPromotion(account, typed, basketOf(checkout))
  if (!found) return false
  detail.discount = makeDiscount(session.id, found.coupon, found.code, world.now())
  session.discounts = sessionDiscounts(detail.discount)
  return true
}

function removePromotion({ session, detail }: Checkout): void {
  if (!session.allow_promotion_codes) return
  detail.discount = null
  session.discounts = []
}

/** Paid: on to the seller, by this page or, from inside a frame, by the one around it. */
function afterwards(checkout: Checkout): PageAnswer {
  const { session } = checkout
  return isEmbedded(session) ? page(200, paidInFrame(checkout)) : redirect(returnAddress(session) ?? '/')
}

/** A second press of Pay goes where the first one went; whoever opens the address again is told. */
function closed(checkout: Checkout, method: string): PageAnswer {
  const { session } = checkout
  if (session.status === 'complete') {
    if (method === 'POST') return afterwards(checkout)
    const text = 'You have already completed this payment. No further action is needed.'
    return page(
      200,
      messagePage(checkout, {
        title: "You're all done here",
        text,
        ...(isEmbedded(session)
          ? {}
          : { link: { href: returnAddress(session) ?? '/', label: 'Back to the seller' } }),
      }),
    )
  }
  const text =
    'This payment link is no longer valid. Nothing was charged. Return to the seller and start again.'
  const back = session.cancel_url ? { link: { href: session.cancel_url, label: 'Return to the seller' } } : {}
  return page(410, messagePage(checkout, { title: 'This link has expired', text, ...back }))
}

function notFound(): string {
  return messagePage(undefined, {
    title: 'Something went wrong',
    text: 'The page you were looking for could not be found.',
  })
}

export function page(status: number, body: string): PageAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin-when-cross-origin',
    },
    body,
  }
}

function redirect(location: string): PageAnswer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}
