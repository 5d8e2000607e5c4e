/**
 * The places between two side effects where a process may die: each is named for what has just happened. Tests kill
 * the process there; nobody else is listening.
 */
export const FAILPOINTS = [
  'checkout.attempt-committed',
  'checkout.session-created',
  'checkout.session-recorded',
  'receive.verified',
  'receive.stored',
  'receive.woken',
  'process.begun',
  'process.read',
  'process.booked',
  'process.woken',
  'process.handled',
  'delivery.claimed',
  'delivery.allowed',
  'delivery.called',
  'delivery.settled',
  'delivery.reported',
  'salesforce.claimed',
  'salesforce.written',
  'salesforce.settled',
  'jobs.fetched',
  'jobs.handled',
] as const
export type Failpoint = (typeof FAILPOINTS)[number]

declare global {
  // Set by tests only, before the program starts.
  var universityFailpoint: ((name: Failpoint) => void) | undefined
}

/** Passes a named place. Does nothing unless a test has put something there. */
export function failpoint(name: Failpoint): void {
  globalThis.universityFailpoint?.(name)
}
