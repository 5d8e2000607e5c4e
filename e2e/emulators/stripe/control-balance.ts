import { z } from 'zod'
import { balances } from './balance'
import { recordMove } from './balance-moves'
import { type ControlAnswer, findRow, json, refused, withBody } from './control-answer'
import { failPayout, makeAvailable, payOut, payOutAll } from './payout-life'
import type { Account } from './store'
import type { World } from './world'

const currency = z.string().regex(/^[a-z]{3}$/)

const payoutBody = z.strictObject({
  /** Minor units of `currency`; without it all that is available goes, in every currency. */
  amount: z.number().int().positive().optional(),
  /** The settlement currency without it. */
  currency: currency.optional(),
  /** First makes available what is still pending. */
  pending: z.boolean().default(false),
  /** `acct_…`; needed only where there are several. */
  account: z.string().optional(),
})
type PayoutBody = z.infer<typeof payoutBody>

const adjustmentBody = z.strictObject({
  /** Minor units, negative when money leaves. */
  amount: z.number().int(),
  currency: currency.optional(),
  type: z.string().default('adjustment'),
  reporting_category: z.string().default('other_adjustment'),
  description: z.string().nullable().default(null),
  account: z.string().optional(),
})
type AdjustmentBody = z.infer<typeof adjustmentBody>

/** `POST /_emulator/payouts` and `/_emulator/payouts/{id}/fail`: the account's bank. */
export function controlPayout(world: World, id: string, verb: string, parsed: unknown): ControlAnswer {
  if (id === '') {
    return withBody(payoutBody, parsed, (body) =>
      inAccount(world, body.account, (account) => sendMoney(world, account, body)),
    )
  }
  const found = findRow(world, 'payout', id)
  if (!found) return refused(404, `There is no payout ${id} here.`)
  if (verb !== 'fail') return refused(404, `A payout cannot be told to ${verb}.`)
  if (found.row.status === 'failed') return refused(409, 'This payout has failed already.')
  failPayout(world, found.account, found.row)
  world.changed()
  return json(200, found.row)
}

function sendMoney(world: World, account: Account, body: PayoutBody): ControlAnswer {
  if (body.pending) makeAvailable(world, account)
  world.changed()
  if (body.amount === undefined) return json(200, { data: payOutAll(world, account) })
  const code = body.currency ?? world.settingsOf(account).settlementCurrency
  const available = balances(world, account).get(code)?.available ?? 0
  if (body.amount > available) return refused(409, `Only ${available} ${code} are available.`)
  return json(200, { data: [payOut(world, account, body.amount, code)] })
}

/**
 * `POST /_emulator/balance-adjustments`: a fee of Stripe's (`stripe_fee`, category `fee`), or something that nobody can
 * explain. No event tells of it: who compares the balance finds it.
 */
export function controlAdjustment(world: World, parsed: unknown): ControlAnswer {
  return withBody(adjustmentBody, parsed, (body) =>
    inAccount(world, body.account, (account) => adjust(world, account, body)),
  )
}

function adjust(world: World, account: Account, body: AdjustmentBody): ControlAnswer {
  const move = recordMove(world, account, {
    amount: body.amount,
    currency: body.currency ?? world.settingsOf(account).settlementCurrency,
    settled: true,
    type: body.type,
    category: body.reporting_category,
    source: null,
    description: body.description,
  })
  world.changed()
  return json(200, move)
}

function inAccount(
  world: World,
  id: string | undefined,
  answer: (account: Account) => ControlAnswer,
): ControlAnswer {
  const all = world.store.accounts()
  const chosen = id === undefined ? all : all.filter((account) => account.id === id)
  const [only, ...others] = chosen
  if (only && others.length === 0) return answer(only)
  const names = all.map((account) => account.id).join(', ')
  return refused(409, `Say which account by \`account\`: ${names || 'there is none yet'}.`)
}
