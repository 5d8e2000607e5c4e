import { z } from 'zod'

/** pending has left our balance already; requires_action at Stripe counts as pending, canceled as failed. */
export const refundStateSchema = z.enum(['pending', 'succeeded', 'failed'])
export type RefundState = z.infer<typeof refundStateSchema>

/** Every legal move of a refund. A failed one has come back for good: giving it back again is another refund. */
const MOVES: Readonly<Record<RefundState, readonly RefundState[]>> = {
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: [],
}

/** The state after hearing `to`; what is not a legal move changes nothing. */
export function moveRefund(from: RefundState, to: RefundState): RefundState {
  return MOVES[from].includes(to) ? to : from
}
