import type { ReconcilePass } from '@/lib/jobs/queues'
import { compareAccess, compareAccessChanges } from './compare-access'
import { compareBalance } from './compare-balance'
import { compareBooks } from './compare-books'
import { compareEvents } from './compare-events'
import { compareSessions } from './compare-sessions'
import { runComparison } from './comparison'
import type { ComparisonOptions, ComparisonRun } from './comparison'
import type { AccountServices, ReconcileServices, Tally } from './services'

export type ComparisonName = 'events' | 'sessions' | 'balance' | 'books' | 'access-changes' | 'access'

type Comparison =
  /** With one Stripe account after the other: each has its own end. */
  | {
      readonly ofAccount: true
      readonly compare: (services: AccountServices, run: ComparisonRun) => Promise<Tally>
    }
  | {
      readonly ofAccount: false
      readonly compare: (services: ReconcileServices, run: ComparisonRun) => Promise<Tally>
    }

const COMPARISONS: Readonly<Record<ComparisonName, Comparison>> = {
  events: { compare: compareEvents, ofAccount: true },
  sessions: { compare: compareSessions, ofAccount: true },
  balance: { compare: compareBalance, ofAccount: true },
  books: { compare: compareBooks, ofAccount: false },
  'access-changes': { compare: compareAccessChanges, ofAccount: false },
  access: { compare: compareAccess, ofAccount: false },
}

/** What runs together; lib/jobs/schedule.ts says when. */
const PASSES: Readonly<Record<ReconcilePass, readonly ComparisonName[]>> = {
  hourly: ['events', 'access-changes'],
  nightly: ['sessions', 'books'],
  balance: ['balance'],
  access: ['access'],
}

/** Every comparison once, in the order in which each finds what the one before has put right. */
export const ALL_COMPARISONS: readonly ComparisonName[] = [
  'events',
  'sessions',
  'balance',
  'books',
  'access-changes',
  'access',
]

/**
 * Runs one comparison, for every Stripe account where it belongs to one: one account in trouble does not keep the others
 * from it. Undefined when another process is at it (see ComparisonOptions). Throws when it cannot end.
 */
export async function compare(
  services: ReconcileServices,
  name: ComparisonName,
  options: ComparisonOptions = {},
): Promise<Tally | undefined> {
  const comparison = COMPARISONS[name]
  if (!comparison.ofAccount)
    return runComparison(services, name, options, (run) => comparison.compare(services, run))
  const tallies: Tally[] = []
  const failures: unknown[] = []
  for (const stripe of services.accounts.all) {
    const own = { ...services, stripe }
    const turn = runComparison(services, `${name}:${stripe.account}`, options, (run) =>
      comparison.compare(own, run),
    )
    await turn.then(
      (tally) => tally && tallies.push(tally),
      (error: unknown) => failures.push(error),
    )
  }
  if (failures.length > 0) throw failures[0]
  return tallies.length === 0 ? undefined : tallies.reduce(sum)
}

function sum(one: Tally, other: Tally): Tally {
  return {
    lookedAt: one.lookedAt + other.lookedAt,
    repaired: one.repaired + other.repaired,
    open: one.open + other.open,
  }
}

/**
 * The worker's part: the comparisons of one pass. One that fails does not keep the others from running; then the first
 * failure is thrown, so that the job is tried again.
 */
export async function runPass(services: ReconcileServices, pass: ReconcilePass): Promise<void> {
  const failures: unknown[] = []
  for (const name of PASSES[pass]) {
    try {
      const tally = await compare(services, name)
      if (tally === undefined) services.log.info({ comparison: name }, 'is running elsewhere already')
      else services.log.info({ comparison: name, ...tally }, 'compared')
    } catch (error) {
      failures.push(error)
      services.log.error({ err: error, comparison: name }, 'a comparison broke off')
    }
  }
  if (failures.length > 0) throw failures[0]
}
