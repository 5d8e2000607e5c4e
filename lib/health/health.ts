import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { HealthFacts } from './facts'
import { listNeedsPerson } from './needs-person'
import type { GivenUpDelivery } from './needs-person'
import { listOpenDiscrepancies } from './open-discrepancies'
import type { ListedDiscrepancy } from './open-discrepancies'
import { readHealth } from './read-health'

export type HealthResult =
  { readonly outcome: 'found'; readonly facts: HealthFacts } | { readonly outcome: 'forbidden' }

export type HealthPage =
  | {
      readonly outcome: 'found'
      readonly facts: HealthFacts
      readonly givenUp: readonly GivenUpDelivery[]
      readonly discrepancies: readonly ListedDiscrepancy[]
    }
  | { readonly outcome: 'forbidden' }

type Services = { readonly db: Database; readonly now: Date }

/** How the system stands, for whoever may know it: support, finance and admins. */
export async function askHealth({ db, now }: Services, actor: StaffActor): Promise<HealthResult> {
  if (!permits(actor, 'health.read')) return { outcome: 'forbidden' }
  return { outcome: 'found', facts: await readHealth(db, now) }
}

/** The same with what needs a person one by one, oldest first, 50 of each kind at most. */
export async function readHealthPage({ db, now }: Services, actor: StaffActor): Promise<HealthPage> {
  if (!permits(actor, 'health.read')) return { outcome: 'forbidden' }
  const [facts, givenUp, discrepancies] = await Promise.all([
    readHealth(db, now),
    listNeedsPerson(db),
    listOpenDiscrepancies(db),
  ])
  return { outcome: 'found', facts, givenUp, discrepancies }
}
