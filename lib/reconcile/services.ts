import type { Clock } from '@/lib/clock'
import type { FlockjayPort } from '@/lib/flockjay/port'
import type { EventServices } from '@/lib/payments/process-event'
import type { StripePort } from '@/lib/stripe/port'

/** What the comparisons need: those of processing, because everything found goes through the same door. */
export type ReconcileServices = EventServices & { readonly clock: Clock; readonly flockjay: FlockjayPort }

/** The same for what belongs to one Stripe account and is compared for each. */
export type AccountServices = ReconcileServices & { readonly stripe: StripePort }

/** What one comparison did. `open` counts the discrepancies it is answerable for and could not clear up. */
export type Tally = { readonly lookedAt: number; readonly repaired: number; readonly open: number }
