import type Stripe from 'stripe'
import { z } from 'zod'
import { type ControlAnswer, findRow, json, refused, withBody } from './control-answer'
import {
  DISPUTE_MOVES,
  disputable,
  disputeMayMove,
  type DisputeVerb,
  moveDispute,
  openDispute,
} from './dispute-life'
import { warnOfFraud } from './early-fraud-warnings'
import type { Account } from './store'
import type { World } from './world'

const disputeBody = z.strictObject({
  /** Minor units; all that was not refunded without it. */
  amount: z.number().int().positive().optional(),
  reason: z.string().default('fraudulent'),
  inquiry: z.boolean().default(false),
  /** Settled before a dispute was filed (Visa's Rapid Dispute Resolution). */
  prevented: z.boolean().default(false),
})
const warningBody = z.strictObject({ fraud_type: z.string().default('unauthorized_use_of_card') })

/** `POST /_emulator/charges/{charge, payment or session}/dispute | fraud-warning`: what a buyer's bank does to a payment. */
export function controlCharge(world: World, id: string, verb: string, parsed: unknown): ControlAnswer {
  const found = findCharge(world, id)
  if (!found) return refused(404, `There is no charge ${id} here.`)
  if (found.charge.status !== 'succeeded') return refused(409, `Charge ${found.charge.id} took no money.`)
  if (verb === 'dispute') return withBody(disputeBody, parsed, (body) => dispute(world, found, body))
  if (verb === 'fraud-warning') {
    return withBody(warningBody, parsed, ({ fraud_type: type }) =>
      json(200, warnOfFraud(world, found.account, found.charge, type)),
    )
  }
  return refused(404, `A charge cannot be told to ${verb}.`)
}

type Found = { account: Account; charge: Stripe.Charge }

function dispute(world: World, { account, charge }: Found, body: z.infer<typeof disputeBody>): ControlAnswer {
  const most = disputable(charge, account)
  const amount = body.amount ?? most
  if (most === 0 || amount > most) return refused(409, `At most ${most} of ${charge.id} can be disputed.`)
  const kind = body.prevented ? 'prevented' : body.inquiry ? 'inquiry' : 'dispute'
  const made = openDispute(world, account, charge, { amount, reason: body.reason, kind })
  world.changed()
  return json(200, made)
}

/** `POST /_emulator/disputes/{id}/escalate | review | win | lose | close-inquiry | prevent` */
export function controlDispute(world: World, id: string, verb: string): ControlAnswer {
  const found = findRow(world, 'dispute', id)
  if (!found) return refused(404, `There is no dispute ${id} here.`)
  if (!isVerb(verb)) return refused(404, `A dispute cannot be told to ${verb}.`)
  const { account, row } = found
  if (!disputeMayMove(row, verb)) return refused(409, `A dispute that is ${row.status} cannot ${verb}.`)
  const charge = findCharge(world, String(row.charge))?.charge
  if (verb === 'escalate' && charge && disputable(charge, account) === 0)
    return refused(409, 'All of it has been refunded: there is nothing left to dispute.')
  moveDispute(world, account, row, verb)
  world.changed()
  return json(200, row)
}

function isVerb(verb: string): verb is DisputeVerb {
  return Object.hasOwn(DISPUTE_MOVES, verb)
}

/** By the id of the charge, of its payment, or of the Checkout session it was made in. */
function findCharge(world: World, id: string): Found | undefined {
  const direct = findRow(world, 'charge', id)
  if (direct) return { account: direct.account, charge: direct.row }
  const session = findRow(world, 'session', id)?.row
  const paymentId = typeof session?.payment_intent === 'string' ? session.payment_intent : id
  const payment = findRow(world, 'payment_intent', paymentId)
  const latest = payment?.row.latest_charge
  const charge = typeof latest === 'string' ? payment?.account.tables.charge.get(latest) : undefined
  return payment && charge ? { account: payment.account, charge } : undefined
}
