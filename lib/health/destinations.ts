import type { Destination } from '@/lib/deliveries/owe'

/** Every outside system we deliver to, so that one with nothing waiting is shown as such. */
export const DESTINATIONS = ['flockjay'] as const satisfies readonly Destination[]
