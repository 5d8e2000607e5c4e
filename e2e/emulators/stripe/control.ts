import { parseJson } from '../parse-json'
import type { ApiRequest } from './api'
import { accountOf } from './authentication'
import { z } from 'zod'
import { type ControlAnswer, findRow, json, refused, withBody } from './control-answer'
import { controlAdjustment, controlPayout } from './control-balance'
import { controlCharge, controlDispute } from './control-disputes'
import { controlCreditNote, controlInvoice } from './control-invoices'
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
  change: (settings: SettingsChange, account?: string) => void
}

const advanceBody = z.strictObject({ seconds: z.number().int().min(0) })

/** `account`: a secret key or an account's id; the change is then its own. Webhooks are held for all or for none. */
const settingsBody = changeableSettings
  .partial()
  .extend({ account: z.string().optional() })
  .refine(({ account, webhooks }) => account === undefined || webhooks === undefined, {
    message: 'Webhooks are held for all accounts at once.',
    path: ['webhooks'],
  })

type Answer = ControlAnswer | Promise<ControlAnswer>
/** What an address says: `/_emulator/{kind}/{id}/{verb}`, with the body as JSON. */
type Told = { id: string; verb: string; body: unknown }

/** One door for each kind of thing. */
const DOORS: Readonly<Record<string, (door: ControlDoor, told: Told) => Answer>> = {
  advance: (door, { body }) => withBody(advanceBody, body, ({ seconds }) => advance(door, seconds)),
  settings: (door, { body }) =>
    withBody(settingsBody, body, ({ account, ...settings }) => change(door, settings, account)),
  events: (door, { id, verb }) =>
    verb === 'send' ? send(door, id) : refused(404, `An event cannot be told to ${verb}.`),
  sessions: ({ world }, { id, verb, body }) => controlSession(world, id, verb, body),
  charges: ({ world }, { id, verb, body }) => controlCharge(world, id, verb, body),
  disputes: ({ world }, { id, verb }) => controlDispute(world, id, verb),
  refunds: ({ world }, { id, verb, body }) => controlRefund(world, id, verb, body),
  invoices: ({ world }, { id, verb }) => controlInvoice(world, id, verb),
  'credit-notes': ({ world }, { id, verb }) => controlCreditNote(world, id, verb),
  payouts: ({ world }, { id, verb, body }) => controlPayout(world, id, verb, body),
  'balance-adjustments': ({ world }, { body }) => controlAdjustment(world, body),
}

/**
 * The emulator's own addresses beside those of the shared server, for tests and the demo. All are POST with a JSON body;
 * an empty one takes the defaults. 404 for what is not there, 409 for what cannot happen now, 400 for a body that is wrong.
 *
 * - `advance` {seconds}: moves the clock
 * - `settings` {webhooks, refundsStay, settlementCurrency, rates, disputeFee, taxRegistrations, taxSettingsStatus,
 *   manualRulesFallback} (settings.ts), and {account} for one account's own; GET shows those that all share
 * - `events/{id}/send`: sends one event now, held back or not
 * - `sessions/{id}/pay | expire | settle` (control-sessions.ts); 402 with the reason when the card is refused
 * - `charges/{charge, payment or session}/dispute` {amount, reason, inquiry, prevented}, `…/fraud-warning` {fraud_type}
 * - `disputes/{id}/escalate | review | win | lose | close-inquiry | prevent`
 * - `refunds/{id}/succeed | fail | cancel` {reason}
 * - `invoices/{id}/finalization-failed`
 * - `credit-notes/{id}/void`: Stripe's API refuses it for paid invoices
 * - `payouts` {amount, currency, pending, account}, `payouts/{id}/fail`
 * - `balance-adjustments` {amount, currency, type, reporting_category, description, account}
 */
export function answerControl(
  door: ControlDoor,
  request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
): Answer {
  const [, , kind = '', id = '', verb = ''] = request.path.split('/')
  if (request.method === 'GET' && kind === 'settings') return json(200, door.world.settings)
  if (request.method !== 'POST') return refused(405, 'Use POST.')
  const answer = Object.hasOwn(DOORS, kind) ? DOORS[kind] : undefined
  if (!answer) return refused(404, `There is no ${kind} ${id} here.`)
  return answer(door, { id, verb, body: request.body === '' ? {} : parseJson(request.body) })
}

function advance(door: ControlDoor, seconds: number): ControlAnswer {
  door.advance(seconds)
  return json(200, { now: door.world.now() })
}

/** Absent settings stay as they are. */
function change(door: ControlDoor, wanted: SettingsChange, account: string | undefined): ControlAnswer {
  door.change(wanted, account)
  if (account === undefined) return json(200, door.world.settings)
  const id = account.startsWith('acct_') ? account : accountOf(account)
  return json(200, door.world.settingsOf({ id }))
}

async function send({ world, webhooks }: ControlDoor, id: string): Promise<ControlAnswer> {
  const found = findRow(world, 'event', id)
  if (!found) return refused(404, `There is no event ${id} here.`)
  const [record] = await webhooks.resend(found.account, found.row)
  return record ? json(200, record) : refused(409, `Nobody is told of ${found.row.type}.`)
}
