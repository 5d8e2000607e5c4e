import type { ComparisonRun } from './comparison'
import { noteDiscrepancies } from './discrepancies'
import { explainBalance } from './explain-balance'
import { beforeFirstAttempt, DAY_MS } from './first-attempt'
import { mirrorBalance } from './mirror-balance'
import { findUnknownPostings } from './posting-known'
import type { AccountServices, Tally } from './services'
import { compareSums } from './balance-sums'

/** Stripe's list may show a line some time after its moment; three days are far more than that (R13). */
const OVERLAP_MS = 3 * DAY_MS
const KINDS = [
  'unexplained-balance-transaction',
  'posting-without-balance-transaction',
  'balance-differs',
] as const

/**
 * Copies Stripe's balance transactions and holds the ledger against them, in both directions and by their sums. What
 * the ledger lacks is booked through the same door as ever; the rest is named. Throws when Stripe is unreachable.
 */
export async function compareBalance(services: AccountServices, run: ComparisonRun): Promise<Tally> {
  const { db, stripe } = services
  const { account } = stripe
  const since =
    run.readUntil === undefined
      ? await beforeFirstAttempt(services)
      : new Date(run.readUntil.getTime() - OVERLAP_MS)
  const lookedAt = await mirrorBalance(db, account, stripe.balanceLinesSince(since))
  const unknown = await findUnknownPostings(services, run)
  const unexplained = await explainBalance(services, run)
  const sums = await compareSums(run.connection, account)
  const found = [...unexplained.found, ...unknown.found, ...sums]
  const open = await noteDiscrepancies(services, { kinds: KINDS, account }, found)
  return { lookedAt, repaired: unexplained.repaired + unknown.repaired, open }
}
