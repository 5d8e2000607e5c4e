import { z } from 'zod'
import type { ApiRequest } from './api'
import type { Checkout } from './checkout'
import { answerChallenge, pay } from './payment'
import { applyPromotion, findCheckout } from './payment-page/routes'
import { taxIdType } from './payment-page/countries'
import type { Payer } from './payer'
import { failRefund } from './refunds'
import { priceSession } from './session-amounts'
import { expireSession } from './session-expiry'
import { settleDebit } from './settlement'
import { BY_ITSELF, type World } from './world'

export type ControlAnswer = { status: number; headers: Record<string, string>; body: string }
export type ControlDoor = { world: World; advance: (seconds: number) => void }

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

const advanceBody = z.strictObject({ seconds: z.number().int().min(0) })
const settleBody = z.strictObject({ outcome: z.enum(['succeeded', 'failed']) })

/**
 * The emulator's own addresses beside those of the shared server, for tests and the demo:
 * `POST /_emulator/sessions/{id}/pay | expire | settle`, `POST /_emulator/refunds/{id}/fail`, `POST /_emulator/advance`.
 * Paying answers at once, without waiting for the webhook; 402 with the reason when the card is refused.
 */
export function answerControl(
  door: ControlDoor,
  request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
): ControlAnswer {
  const [, , kind = '', id = '', verb = ''] = request.path.split('/')
  if (request.method !== 'POST') return json(405, { error: 'Use POST.' })
  const parsed = parseJson(request.body)
  if (kind === 'advance') return advance(door, parsed)
  if (kind === 'refunds' && verb === 'fail') return refundFails(door.world, id)
  const checkout = kind === 'sessions' ? findCheckout(door.world, id) : undefined
  if (!checkout) return json(404, { error: `There is no ${kind} ${id} here.` })
  if (verb === 'pay') return payNow(checkout, parsed)
  if (verb === 'expire') return expireNow(checkout)
  if (verb === 'settle') return settleNow(checkout, parsed)
  return json(404, { error: `A session cannot be told to ${verb}.` })
}

function payNow(checkout: Checkout, parsed: unknown): ControlAnswer {
  const body = payBody.safeParse(parsed)
  if (!body.success) return json(400, { error: z.prettifyError(body.error) })
  const { world, account, session, detail } = checkout
  if (body.data.promotion_code !== undefined && !applyPromotion(checkout, body.data.promotion_code)) {
    return json(402, { error: 'This code is invalid.' })
  }
  const payer = payerOf(checkout, body.data)
  priceSession(world, account, session, detail, payer.address)
  const first = pay(checkout, payer)
  const result =
    first.kind === 'challenge' ? answerChallenge(checkout, body.data.challenge === 'complete') : first
  if (result.kind === 'complete') return json(200, session)
  if (result.kind === 'closed') return json(409, { error: `This session is ${String(session.status)}.` })
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
  if (session.status !== 'open') return json(409, { error: `This session is ${String(session.status)}.` })
  session.expires_at = world.now()
  expireSession(world, account, session, BY_ITSELF)
  world.changed()
  return json(200, session)
}

function settleNow({ world, account, session, detail }: Checkout, parsed: unknown): ControlAnswer {
  const body = settleBody.safeParse(parsed)
  if (!body.success) return json(400, { error: z.prettifyError(body.error) })
  if (!detail.settlement) return json(409, { error: 'This session waits for no bank debit.' })
  settleDebit(world, account, detail, body.data.outcome)
  return json(200, session)
}

function refundFails(world: World, id: string): ControlAnswer {
  for (const account of world.store.accounts()) {
    const refund = account.tables.refund.get(id)
    if (!refund) continue
    if (refund.status === 'failed') return json(409, { error: 'This refund has failed already.' })
    failRefund(world, account, refund)
    world.changed()
    return json(200, refund)
  }
  return json(404, { error: `There is no refund ${id} here.` })
}

function advance(door: ControlDoor, parsed: unknown): ControlAnswer {
  const body = advanceBody.safeParse(parsed)
  if (!body.success) return json(400, { error: z.prettifyError(body.error) })
  door.advance(body.data.seconds)
  return json(200, { now: door.world.now() })
}

function parseJson(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function json(status: number, value: object): ControlAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value, null, 2) }
}
