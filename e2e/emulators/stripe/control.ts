import { z } from 'zod'
import { parseJson } from '../parse-json'
import type { ApiRequest } from './api'
import { type ControlAnswer, findRow, json, refused, withBody } from './control-answer'
import { controlAdjustment, controlPayout } from './control-balance'
import { controlCreditNote } from './control-invoices'
import { controlCharge, controlDispute } from './control-disputes'
import { controlRefund } from './control-refunds'
import { controlSession } from './control-sessions'
import { changeableSettings, type SettingsChange } from './settings'
import type { Webhooks } from './webhooks'
import type { World } from './world'

export type ControlDoor = {
  world: World
  webhooks: Webhooks
  /** Moves the clock forward. */
  advance: (seconds: number) => void
  /** Changes settings, and does what follows from the change. */
  change: (settings: SettingsChange) => void
}

const advanceBody = z.strictObject({ seconds: z.number().int().min(0) })

/**
 * The emulator's own addresses beside those of the shared server, for tests and the demo. All are POST with a JSON body;
 * an empty one takes the defaults. 404 for what is not there, 409 for what cannot happen now, 400 for a body that is wrong.
 *
 * - `advance` {seconds}
 * - `settings` {webhooks, refundsStay, settlementCurrency, rates, disputeFee} (settings.ts); GET shows all
 * - `events/{id}/send`: sends one event now, held back or not
 * - `sessions/{id}/pay | expire | settle` (control-sessions.ts); 402 with the reason when the card is refused
 * - `charges/{charge, payment or session}/dispute` {amount, reason, inquiry, prevented}, `…/fraud-warning` {fraud_type}
 * - `disputes/{id}/escalate | review | win | lose | close-inquiry | prevent`
 * - `refunds/{id}/succeed | fail | cancel` {reason}
 * - `payouts` {amount, currency, pending, account}, `payouts/{id}/fail` (control-balance.ts)
 * - `balance-adjustments` {amount, currency, type, reporting_category, description, account}
 * - `credit-notes/{id}/void`: Stripe's API refuses it for paid invoices
 */
export function answerControl(
  door: ControlDoor,
  request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
): ControlAnswer | Promise<ControlAnswer> {
  const { world } = door
  const [, , kind = '', id = '', verb = ''] = request.path.split('/')
  if (request.method === 'GET' && kind === 'settings') return json(200, world.settings)
  if (request.method !== 'POST') return refused(405, 'Use POST.')
  const parsed = request.body === '' ? {} : parseJson(request.body)
  switch (kind) {
    case 'advance':
      return withBody(advanceBody, parsed, ({ seconds }) => advance(door, seconds))
    case 'settings':
      return withBody(changeableSettings.partial(), parsed, (body) => change(door, body))
    case 'events':
      return verb === 'send' ? send(door, id) : refused(404, `An event cannot be told to ${verb}.`)
    case 'sessions':
      return controlSession(world, id, verb, parsed)
    case 'charges':
      return controlCharge(world, id, verb, parsed)
    case 'disputes':
      return controlDispute(world, id, verb)
    case 'refunds':
      return controlRefund(world, id, verb, parsed)
    case 'payouts':
      return controlPayout(world, id, verb, parsed)
    case 'balance-adjustments':
      return controlAdjustment(world, parsed)
    case 'credit-notes':
      return controlCreditNote(world, id, verb)
    default:
      return refused(404, `There is no ${kind} ${id} here.`)
  }
}

function advance(door: ControlDoor, seconds: number): ControlAnswer {
  door.advance(seconds)
  return json(200, { now: door.world.now() })
}

/** Absent settings stay as they are. */
function change(door: ControlDoor, wanted: SettingsChange): ControlAnswer {
  door.change(wanted)
  return json(200, door.world.settings)
}

async function send({ world, webhooks }: ControlDoor, id: string): Promise<ControlAnswer> {
  const found = findRow(world, 'event', id)
  const record = found?.account.tables.delivery.get(id)
  if (!found || !record) return refused(404, `There is no event ${id} here.`)
  await webhooks.resend(found.account, found.row, record)
  return json(200, record)
}
