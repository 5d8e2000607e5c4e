import type { Handlers } from './call'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'

export const payouts: Pick<Handlers, 'GET /v1/payouts' | 'GET /v1/payouts/:id'> = {
  'GET /v1/payouts': ({ account }, params) =>
    listPage(account.tables.payout, '/v1/payouts', params, (row) => {
      const same = is(row.status, params.status) && is(row.destination, params.destination)
      const arrived = createdWithin(row.arrival_date, params.arrival_date)
      return same && arrived && createdWithin(row.created, params.created)
    }),
  'GET /v1/payouts/:id': ({ account }, _params, id) => mustFind(account.tables.payout, 'payout', id),
}
