import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import type { Note } from '@/lib/identity/note'
import { closeTaxFinding } from '@/lib/tax/close-finding'
import { exportTaxFindings } from '@/lib/tax/export-findings'
import type { Period } from '@/lib/tax/export-findings'
import type { TaxFindingId } from '@/lib/tax/finding-row'
import { listTaxFindings } from '@/lib/tax/list-findings'
import type { TaxFindingFilter } from '@/lib/tax/list-findings'
import { readTaxEvidence } from '@/lib/tax/read-evidence'

/** What finance does about tax. Each capability asks itself whether the employee may. */
export function wireTax({ db }: { readonly db: Database }) {
  return {
    findings: (actor: StaffActor, filter: TaxFindingFilter, after?: TaxFindingId) =>
      listTaxFindings(db, actor, filter, after),
    close: (actor: StaffActor, id: TaxFindingId, note: Note) => closeTaxFinding(db, actor, id, note),
    export: (actor: StaffActor, period: Period) => exportTaxFindings(db, actor, period),
    evidence: (actor: StaffActor, id: PurchaseId) => readTaxEvidence(db, actor, id),
  }
}
