import type Stripe from 'stripe'
import { z } from 'zod'
import { type ControlAnswer, findRow, json, refused, withBody } from './control-answer'
import { cancelRefund, failRefund, refundMayMove, succeedRefund } from './refund-life'
import type { Account } from './store'
import type { World } from './world'

const failBody = z.strictObject({
  reason: z
    .enum([
      'lost_or_stolen_card',
      'expired_or_canceled_card',
      'charge_for_pending_refund_disputed',
      'insufficient_funds',
      'declined',
      'merchant_request',
      'unknown',
    ])
    .default('expired_or_canceled_card'),
})
type FailBody = z.infer<typeof failBody>

const VERBS = { succeed: succeedRefund, cancel: cancelRefund, fail: failRefund }

/** `POST /_emulator/refunds/{id}/succeed | fail | cancel`: what becomes of a refund at the bank, or in Stripe's dashboard. */
export function controlRefund(world: World, id: string, verb: string, parsed: unknown): ControlAnswer {
  const found = findRow(world, 'refund', id)
  if (!found) return refused(404, `There is no refund ${id} here.`)
  if (!isVerb(verb)) return refused(404, `A refund cannot be told to ${verb}.`)
  const { account, row } = found
  if (!refundMayMove(row, verb)) return refused(409, `A refund that is ${String(row.status)} cannot ${verb}.`)
  return withBody(failBody, parsed, (body) => move(world, account, row, verb, body))
}

function move(
  world: World,
  account: Account,
  refund: Stripe.Refund,
  verb: keyof typeof VERBS,
  { reason }: FailBody,
): ControlAnswer {
  if (verb === 'fail') failRefund(world, account, refund, reason)
  else VERBS[verb](world, account, refund)
  world.changed()
  return json(200, refund)
}

function isVerb(verb: string): verb is keyof typeof VERBS {
  return Object.hasOwn(VERBS, verb)
}
