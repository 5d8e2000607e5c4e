import type { Destination } from '@/lib/deliveries/owe'

/**
 * Every outside system we deliver to, so that one with nothing waiting is shown as such. Of those, whoever reads leaves
 * out what is switched off (`circuit.enabled`).
 */
export const DESTINATIONS = ['flockjay', 'salesforce'] as const satisfies readonly Destination[]
