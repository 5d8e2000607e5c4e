import { z } from 'zod'

/**
 * creating: recorded, its Stripe session not confirmed yet. open: payable. pending: completed, the money still on its
 * way. complete, failed, expired: ended at Stripe. refused: Stripe would not make the session.
 */
export const attemptStateSchema = z.enum([
  'creating',
  'open',
  'pending',
  'complete',
  'failed',
  'expired',
  'refused',
])
export type AttemptState = z.infer<typeof attemptStateSchema>

/** Every legal move of an attempt. Ended states have none: what is over stays over, whatever arrives late. */
const MOVES: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  creating: ['open', 'pending', 'complete', 'failed', 'expired', 'refused'],
  open: ['pending', 'complete', 'failed', 'expired'],
  pending: ['complete', 'failed'],
  complete: [],
  failed: ['complete'],
  // We close an attempt whose session Stripe no longer knows; should it turn out paid, the money wins.
  expired: ['complete', 'pending'],
  refused: ['complete', 'pending'],
}

/** Attempts in these states can still lead to a payment: one per person and unit (unique index). */
export function isLive(state: AttemptState): boolean {
  return state === 'creating' || state === 'open' || state === 'pending'
}

/** The state after hearing `to`: unchanged where the move is not legal, which is how late news is ignored. */
export function moveAttempt(from: AttemptState, to: AttemptState): AttemptState {
  return MOVES[from].includes(to) ? to : from
}
