import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { disputeMayMove, moveDispute } from './dispute-life'
import { disputeAsOfNow } from './dispute-moves'
import { invalidRequest } from './errors'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'

type Disputes = Pick<Handlers, 'GET /v1/disputes' | 'GET /v1/disputes/:id' | 'POST /v1/disputes/:id/close'>

/** Accepts a dispute: "the status will change from needs_response to lost. Closing a dispute is irreversible" (SDK types). */
function close({ world, account, cause }: Call, id: string): Stripe.Dispute {
  const dispute = mustFind(account.tables.dispute, 'dispute', id)
  if (!disputeMayMove(dispute, 'lose')) {
    // Wordings: guesses.
    const inquiry = dispute.status.startsWith('warning_') && dispute.status !== 'warning_closed'
    throw invalidRequest(inquiry ? 'An inquiry cannot be closed.' : 'This dispute is already closed.')
  }
  moveDispute(world, account, dispute, 'lose', cause)
  return disputeAsOfNow(world, account, dispute)
}

export const disputes: Disputes = {
  'GET /v1/disputes': ({ world, account }, params) =>
    listPage(account.tables.dispute, '/v1/disputes', params, (row) => {
      disputeAsOfNow(world, account, row)
      const same = is(row.charge, params.charge) && is(row.payment_intent, params.payment_intent)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/disputes/:id': ({ world, account }, _params, id) =>
    disputeAsOfNow(world, account, mustFind(account.tables.dispute, 'dispute', id)),
  'POST /v1/disputes/:id/close': (call, _params, id) => close(call, id),
}
