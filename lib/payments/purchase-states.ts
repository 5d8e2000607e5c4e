import { z } from 'zod'

export const purchaseStateSchema = z.enum(['pending', 'paid', 'failed'])
export type PurchaseState = z.infer<typeof purchaseStateSchema>

/** Every legal move of a purchase. Paid stays paid here: money that went back is its own fact, not an older state. */
const MOVES: Readonly<Record<PurchaseState, readonly PurchaseState[]>> = {
  pending: ['paid', 'failed'],
  // Stripe may still report a success after a failure it reported first.
  failed: ['paid'],
  paid: [],
}

/** The state after hearing `to`; late or repeated news changes nothing. */
export function movePurchase(from: PurchaseState, to: PurchaseState): PurchaseState {
  return MOVES[from].includes(to) ? to : from
}
