import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import { readiness } from '@/lib/db/readiness'
import { askHealth, readHealthPage } from '@/lib/health/health'
import type { StaffActor } from '@/lib/identity/permit'

/** Whether this process can work, and how the whole system stands. */
export function wireHealth({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  return {
    ready: () => readiness(db),
    ask: (actor: StaffActor) => askHealth({ db, now: clock.now() }, actor),
    page: (actor: StaffActor) => readHealthPage({ db, now: clock.now() }, actor),
  }
}
