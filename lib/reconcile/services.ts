import type { Clock } from '@/lib/clock'
import type { FlockjayPort } from '@/lib/flockjay/port'
import type { ProcessServices } from '@/lib/payments/process-session'

/** What the comparisons need: those of processing, because everything found goes through the same door. */
export type ReconcileServices = ProcessServices & { readonly clock: Clock; readonly flockjay: FlockjayPort }

/** What one comparison did. `open` counts the discrepancies it is answerable for and could not clear up. */
export type Tally = { readonly lookedAt: number; readonly repaired: number; readonly open: number }
