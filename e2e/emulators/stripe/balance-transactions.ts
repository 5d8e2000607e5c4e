import type { Handlers } from './call'
import { asOfNow } from './balance-moves'
import { createdWithin, is, listPage } from './lists'
import { invalidRequest } from './errors'
import { mustFind } from './lookup'
import type { Account } from './store'

type BalanceTransactions = Pick<Handlers, 'GET /v1/balance_transactions' | 'GET /v1/balance_transactions/:id'>

/** "For automatic Stripe payouts only" (SDK types). Wording: from memory. */
function paidOutWith(account: Account, id: string): ReadonlySet<string> {
  const payout = mustFind(account.tables.payout, 'payout', id, 'payout')
  const detail = account.tables.payout_detail.get(payout.id)
  if (detail) return new Set(detail.transactions)
  const message = 'Balance transaction history can only be filtered on automatic payouts, not manual.'
  throw invalidRequest(message, { param: 'payout' })
}

export const balanceTransactions: BalanceTransactions = {
  'GET /v1/balance_transactions': ({ world, account }, params) => {
    const wanted = params.payout === undefined ? undefined : paidOutWith(account, params.payout)
    return listPage(account.tables.balance_transaction, '/v1/balance_transactions', params, (row) => {
      asOfNow(row, world.now())
      const same =
        is(row.source, params.source) && is(row.type, params.type) && is(row.currency, params.currency)
      return same && (wanted?.has(row.id) ?? true) && createdWithin(row.created, params.created)
    })
  },
  'GET /v1/balance_transactions/:id': ({ world, account }, _params, id) =>
    asOfNow(mustFind(account.tables.balance_transaction, 'balance_transaction', id), world.now()),
}
