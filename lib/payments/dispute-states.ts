import { z } from 'zod'

export const disputeStateSchema = z.enum(['inquiry', 'inquiry-closed', 'open', 'won', 'lost', 'prevented'])
export type DisputeState = z.infer<typeof disputeStateSchema>

/**
 * Every legal move of a dispute. What is decided may be appealed (docs.stripe.com/disputes/how-disputes-work), so won
 * and lost are not the end; a closed inquiry may still be escalated by the bank.
 */
const MOVES: Readonly<Record<DisputeState, readonly DisputeState[]>> = {
  inquiry: ['inquiry-closed', 'open', 'won', 'lost', 'prevented'],
  'inquiry-closed': ['open', 'won', 'lost', 'prevented'],
  open: ['won', 'lost', 'prevented'],
  won: ['open', 'lost'],
  lost: ['open', 'won'],
  prevented: [],
}

/** The state after hearing `to`; what is not a legal move changes nothing. */
export function moveDispute(from: DisputeState, to: DisputeState): DisputeState {
  return MOVES[from].includes(to) ? to : from
}
