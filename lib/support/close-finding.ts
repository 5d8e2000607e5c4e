import type { Database } from '@/lib/db/database'
import type { Note } from '@/lib/identity/note'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { closeWithNote } from './close-with-note'
import type { CloseResult, FindingBook } from './close-with-note'
import type { FindingId } from './findings'

const BOOK: FindingBook = {
  subject: 'finding',
  close: (tx, id) => tx.finding.updateMany({ where: { id, closedAt: null }, data: { closedAt: new Date() } }),
  exists: async (tx, id) => (await tx.finding.count({ where: { id } })) > 0,
}

/** Closes what support looks at, with a note. */
export async function closeFinding(
  db: Database,
  actor: StaffActor,
  id: FindingId,
  note: Note,
): Promise<CloseResult> {
  if (!permits(actor, 'finding.close')) return { outcome: 'forbidden' }
  return closeWithNote(db, BOOK, actor, { id, note })
}
