import type Stripe from 'stripe'
import { asOfNow } from './balance-moves'
import type { Handlers } from './call'
import type { Account } from './store'
import type { World } from './world'

type Money = { available: number; pending: number }

/** What the account has in each currency: the net of its balance transactions, and nothing else. */
export function balances(world: World, account: Account): ReadonlyMap<string, Money> {
  const result = new Map<string, Money>()
  for (const row of account.tables.balance_transaction.newestFirst()) {
    const money = result.get(row.currency) ?? { available: 0, pending: 0 }
    if (asOfNow(row, world.now()).status === 'available') money.available += row.net
    else money.pending += row.net
    result.set(row.currency, money)
  }
  return result
}

function amounts(
  money: ReadonlyMap<string, Money>,
  kind: keyof Money,
  ifEmpty: string,
): Stripe.Balance.Available[] {
  const rows = money.size > 0 ? [...money] : [[ifEmpty, { available: 0, pending: 0 }] as const]
  return rows.map(([currency, row]) => ({ amount: row[kind], currency, source_types: { card: row[kind] } }))
}

export const balance: Pick<Handlers, 'GET /v1/balance'> = {
  'GET /v1/balance': ({ world, account }): Stripe.Balance => {
    const money = balances(world, account)
    const { settlementCurrency } = world.settingsOf(account)
    return {
      object: 'balance',
      available: amounts(money, 'available', settlementCurrency),
      livemode: false,
      pending: amounts(money, 'pending', settlementCurrency),
    }
  },
}
