import type { Database } from '@/lib/db/database'
import type { Note } from '@/lib/identity/note'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { closeWithNote } from '@/lib/support/close-with-note'
import type { CloseResult, FindingBook } from '@/lib/support/close-with-note'
import type { TaxFindingId } from './finding-row'

const BOOK: FindingBook = {
  subject: 'tax-finding',
  close: (tx, id) =>
    tx.taxFinding.updateMany({ where: { id, closedAt: null }, data: { closedAt: new Date() } }),
  exists: async (tx, id) => (await tx.taxFinding.count({ where: { id } })) > 0,
}

/** Closes what finance looks at, with a note. */
export async function closeTaxFinding(
  db: Database,
  actor: StaffActor,
  id: TaxFindingId,
  note: Note,
): Promise<CloseResult> {
  if (!permits(actor, 'tax.close')) return { outcome: 'forbidden' }
  return closeWithNote(db, BOOK, actor, { id, note })
}
