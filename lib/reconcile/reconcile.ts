import type { ComparisonName } from './comparisons'
import { ALL_COMPARISONS, compare } from './comparisons'
import { listDiscrepancies } from './discrepancies'
import { reconcileReport } from './report'
import type { ComparisonResult } from './report'
import type { ReconcileServices } from './services'

export type Reconciled = {
  readonly results: readonly ComparisonResult[]
  /** Discrepancies open now, whoever found them. */
  readonly open: number
  /** Table and list, for a terminal. */
  readonly report: string
}

/**
 * Everything compared with Stripe, with Flockjay and with itself, and repaired: what `npm run reconcile` does. While
 * another process runs one of the comparisons, that is said and waited for. Twice changes nothing. Throws when a
 * comparison cannot come to its end.
 */
export async function reconcile(
  services: ReconcileServices,
  say: (line: string) => void = () => undefined,
): Promise<Reconciled> {
  const results: ComparisonResult[] = []
  for (const name of ALL_COMPARISONS) {
    say(`Comparing ${TITLES[name]} …`)
    const onWait = (): void => say('  another process is at it; waiting for it to end …')
    const tally = await compare(services, name, { onWait })
    if (tally === undefined) continue
    results.push({ name, ...tally })
    say(`  ${tally.lookedAt} looked at, ${tally.repaired} repaired, ${tally.open} open`)
  }
  const open = await listDiscrepancies(services.db)
  return { results, open: open.length, report: reconcileReport(results, open, services.clock.now()) }
}

const TITLES: Readonly<Record<ComparisonName, string>> = {
  events: "Stripe's undelivered events",
  sessions: 'payments',
  balance: "Stripe's balance with the ledger",
  books: 'our own books',
  'access-changes': 'changed access at Flockjay',
  access: 'all access with Flockjay',
}
