import type { ListedEnrollment } from '@/lib/flockjay/port'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import type { DiscrepancyKind } from './discrepancy-kinds'
import { listDiscrepancies, noteDiscrepancies } from './discrepancies'
import type { Found } from './discrepancies'
import type { ReconcileServices, Tally } from './services'
import { settleAccess } from './settle-access'

/** About purchases of ours: any run can look such a one up again. */
const OURS = [
  'paid-without-access',
  'access-not-paid-for',
  'access-for-another',
] as const satisfies DiscrepancyKind[]
const STRANGE = ['access-without-purchase'] as const satisfies DiscrepancyKind[]

/** Gathers what one comparison of access finds. */
export class AccessFindings {
  readonly #services: ReconcileServices
  readonly #found = new Map<string, Found>()
  readonly #settled = new Set<PurchaseId>()
  #lookedAt = 0
  #repaired = 0

  constructor(services: ReconcileServices) {
    this.#services = services
  }

  count(more: number): void {
    this.#lookedAt += more
  }

  /** Reads one purchase at Flockjay by itself, because a list may be behind, and sees to it. */
  async lookClosely(purchaseId: PurchaseId): Promise<void> {
    if (this.#settled.has(purchaseId)) return
    this.#settled.add(purchaseId)
    const settled = await settleAccess(this.#services, purchaseId)
    if (settled.outcome !== 'differs') return
    this.#found.set(purchaseId, settled.found)
    if (settled.repaired) this.#repaired += 1
  }

  /** An enrolment under an id that is no purchase of ours. One without access harms nobody. */
  stranger({ purchaseId, sku, status }: ListedEnrollment): void {
    if (status !== 'active') return
    const subject = purchaseId.slice(0, 300)
    const detail = `Flockjay shows an active enrolment for ${sku.slice(0, 40)}.`
    this.#found.set(subject, { kind: 'access-without-purchase', subject, detail })
  }

  /** Looks again at what was open before, keeps what was found, and ends what is over. */
  async close({ complete }: { complete: boolean }): Promise<Tally> {
    const before = await listDiscrepancies(this.#services.db, { kinds: OURS })
    for (const { kind, subject, detail } of before) {
      const known = OURS.find((one) => one === kind)
      if (known !== undefined) await this.#lookAgain({ kind: known, subject, detail })
    }
    const found = [...this.#found.values()]
    const strangers = found.filter(({ kind }) => kind === 'access-without-purchase')
    const scope = {
      kinds: STRANGE,
      // A list of changes says nothing of strangers that did not change: these stay as they are.
      ...(complete ? {} : { subjects: strangers.map(({ subject }) => subject) }),
    }
    const open = [
      await noteDiscrepancies(this.#services, scope, strangers),
      await noteDiscrepancies(
        this.#services,
        { kinds: OURS },
        found.filter(({ kind }) => kind !== 'access-without-purchase'),
      ),
    ]
    return {
      lookedAt: this.#lookedAt,
      repaired: this.#repaired,
      open: open.reduce((sum, each) => sum + each, 0),
    }
  }

  async #lookAgain(before: Found): Promise<void> {
    if (this.#found.has(before.subject)) return
    const settled = await settleAccess(this.#services, purchaseIdSchema.parse(before.subject))
    if (settled.outcome === 'differs') {
      this.#found.set(before.subject, settled.found)
      if (settled.repaired) this.#repaired += 1
    }
    // Its delivery is on its way: neither a new thing nor the end of it.
    if (settled.outcome === 'under-way') this.#found.set(before.subject, before)
  }
}
