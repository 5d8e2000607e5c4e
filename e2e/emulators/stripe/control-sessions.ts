import { z } from 'zod'
import type { Checkout } from './checkout'
import { type ControlAnswer, json, refused, withBody } from './control-answer'
import { answerChallenge, pay } from './payment'
import { applyPromotion, findCheckout } from './payment-page/routes'
import { taxIdType } from './payment-page/countries'
import type { Payer } from './payer'
import { priceSession } from './session-amounts'
import { expireSession } from './session-expiry'
import { settleDebit } from './settlement'
import { isTaxId } from './tax-id-formats'
import { BY_ITSELF, type World } from './world'

const payBody = z.strictObject({
  email: z.string().optional(),
  name: z.string().default('Test Buyer'),
  company: z.string().optional(),
  tax_id: z.string().optional(),
  country: z.string().length(2).default('US'),
  postal_code: z.string().nullable().default('10001'),
  address: z.string().default('1 Test Street'),
  city: z.string().nullable().default(null),
  state: z.string().nullable().default(null),
  promotion_code: z.string().optional(),
  card: z.string().default('4242424242424242'),
  /** How a 3-D Secure question is answered. */
  challenge: z.enum(['complete', 'fail']).default('complete'),
  method: z.enum(['card', 'bank', 'bank_fails']).default('card'),
})
type PayBody = z.infer<typeof payBody>

const settleBody = z.strictObject({ outcome: z.enum(['succeeded', 'failed']) })

/** `POST /_emulator/sessions/{id}/pay | expire | settle`: what a buyer, the clock, or the bank of a debit does. */
export function controlSession(world: World, id: string, verb: string, parsed: unknown): ControlAnswer {
  const checkout = findCheckout(world, id)
  if (!checkout) return refused(404, `There is no session ${id} here.`)
  if (verb === 'pay') return withBody(payBody, parsed, (body) => payNow(checkout, body))
  if (verb === 'expire') return expireNow(checkout)
  if (verb === 'settle') return withBody(settleBody, parsed, (body) => settleNow(checkout, body.outcome))
  return refused(404, `A session cannot be told to ${verb}.`)
}

function payNow(checkout: Checkout, body: PayBody): ControlAnswer {
  const { world, account, session, detail } = checkout
  if (body.promotion_code !== undefined && !applyPromotion(checkout, body.promotion_code)) {
    return refused(402, 'This code is invalid.')
  }
  const payer = payerOf(checkout, body)
  if (payer.taxId && !isTaxId(payer.taxId.type, payer.taxId.value)) {
    return refused(400, `${payer.taxId.value} is no ${payer.taxId.type}.`)
  }
  priceSession(world, account, session, detail, payer.address, payer.taxId)
  if (session.automatic_tax.status === 'requires_location_inputs') {
    return refused(400, 'Tax cannot be told from this address: the page would not take it.')
  }
  const first = pay(checkout, payer)
  const result = first.kind === 'challenge' ? answerChallenge(checkout, body.challenge === 'complete') : first
  if (result.kind === 'complete') return json(200, session)
  if (result.kind === 'closed') return refused(409, `This session is ${String(session.status)}.`)
  if (result.kind === 'declined') return json(402, { error: result.decline })
  return json(400, { error: result })
}

function payerOf({ session }: Checkout, body: PayBody): Payer {
  const { card, method, country, city, state, postal_code } = body
  return {
    email: body.email ?? session.customer_details?.email ?? 'buyer@example.com',
    name: body.name,
    businessName: body.company ?? null,
    address: { city, country, line1: body.address, line2: null, postal_code, state },
    taxId: body.tax_id === undefined ? null : { type: taxIdType(country), value: body.tax_id },
    termsAccepted: true,
    method:
      method === 'card'
        ? { kind: 'card', number: card.replaceAll(' ', ''), expMonth: 12, expYear: 2050, cvc: '123' }
        : { kind: 'us_bank_account', outcome: method === 'bank' ? 'succeeded' : 'failed' },
  }
}

function expireNow({ world, account, session }: Checkout): ControlAnswer {
  if (session.status !== 'open') return refused(409, `This session is ${String(session.status)}.`)
  session.expires_at = world.now()
  expireSession(world, account, session, BY_ITSELF)
  world.changed()
  return json(200, session)
}

function settleNow(
  { world, account, session, detail }: Checkout,
  outcome: 'succeeded' | 'failed',
): ControlAnswer {
  if (!detail.settlement) return refused(409, 'This session waits for no bank debit.')
  settleDebit(world, account, detail, outcome)
  return json(200, session)
}
