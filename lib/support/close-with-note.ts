import type { Database, Transaction } from '@/lib/db/database'
import { auditActor } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { noteSchema } from '@/lib/identity/note'
import type { Note } from '@/lib/identity/note'

export const findingNoteSchema = noteSchema('Write what you found out or did')

export type CloseResult = {
  readonly outcome:
    | 'closed'
    /** Somebody was first; nothing changed, and this note was not kept. */
    | 'closed-already'
    | 'missing'
    | 'forbidden'
}

/** Where findings of one kind stand. */
export type FindingBook = {
  /** What the audit calls one. */
  readonly subject: string
  /** Closes it unless it is closed; how many that were. */
  readonly close: (tx: Transaction, id: string) => Promise<{ readonly count: number }>
  readonly exists: (tx: Transaction, id: string) => Promise<boolean>
}

/** Closes a finding with what was found out; audited. Of two at once, one closes it. The caller has asked for the permit. */
export function closeWithNote(
  db: Database,
  { subject, close, exists }: FindingBook,
  actor: StaffActor,
  closing: { readonly id: string; readonly note: Note },
): Promise<CloseResult> {
  const { id, note } = closing
  return db.prisma.$transaction(async (tx) => {
    const { count } = await close(tx, id)
    if (count === 0) return { outcome: (await exists(tx, id)) ? 'closed-already' : 'missing' }
    await tx.audit.create({
      data: {
        actor: auditActor(actor),
        action: `${subject}.close`,
        subjectType: subject,
        subjectId: id,
        detail: { note },
      },
    })
    return { outcome: 'closed' }
  })
}
