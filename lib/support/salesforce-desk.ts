import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { listFailed } from './salesforce-failed'
import type { FailedRecord } from './salesforce-failed'
import { readSalesforceState } from './salesforce-state'
import type { SalesforceState } from './salesforce-state'
import { listUnmatched } from './salesforce-unmatched'
import type { UnmatchedFilter, UnmatchedPlace, UnmatchedPurchase } from './salesforce-unmatched'

type Services = { readonly db: Database; readonly now: Date }

/** `off`: Salesforce is switched off, and nothing of it is shown. */
type Closed = { readonly outcome: 'off' } | { readonly outcome: 'forbidden' }

export type SalesforceSummary = { readonly outcome: 'found'; readonly state: SalesforceState } | Closed

export type SalesforceDesk =
  | {
      readonly outcome: 'found'
      readonly state: SalesforceState
      readonly failed: readonly FailedRecord[]
      readonly unmatched: readonly UnmatchedPurchase[]
      /** What the next page of unmatched purchases comes after; undefined on the last one. */
      readonly next: UnmatchedPlace | undefined
    }
  | Closed

/** How Salesforce stands, in numbers. */
export async function askSalesforce(
  { db }: Pick<Services, 'db'>,
  actor: StaffActor,
): Promise<SalesforceSummary> {
  if (!permits(actor, 'salesforce.match')) return { outcome: 'forbidden' }
  const state = await readSalesforceState(db)
  return state === undefined ? { outcome: 'off' } : { outcome: 'found', state }
}

/** What could not be written to Salesforce and what hangs on nobody there, oldest first, 50 of each. */
export async function readSalesforceDesk(
  { db, now }: Services,
  actor: StaffActor,
  asked: { readonly show: UnmatchedFilter; readonly after?: UnmatchedPlace | undefined },
): Promise<SalesforceDesk> {
  if (!permits(actor, 'salesforce.match')) return { outcome: 'forbidden' }
  const [state, failed, { purchases, next }] = await Promise.all([
    readSalesforceState(db),
    listFailed(db, now),
    listUnmatched(db, asked.show, asked.after),
  ])
  if (state === undefined) return { outcome: 'off' }
  return { outcome: 'found', state, failed, unmatched: purchases, next }
}
