import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { noteSchema } from '@/lib/identity/note'
import type { Note } from '@/lib/identity/note'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'

export const leaveNoteSchema = noteSchema('Write why it may stay as it is')

const rowSchema = z.object({ match: z.string(), left: z.boolean() })
type Row = z.infer<typeof rowSchema>

export type LeaveResult = {
  readonly outcome:
    | 'left'
    | 'left-already'
    /** It has been linked meanwhile. */
    | 'linked'
    | 'missing'
    | 'forbidden'
}
export type WatchResult = {
  readonly outcome: 'watched' | 'watched-already' | 'linked' | 'missing' | 'forbidden'
}

/**
 * Says that nobody needs to look at an unmatched purchase, and why; audited. It is still looked for by itself. One
 * transaction under the row's lock: asked twice, it happens once.
 */
export async function leaveUnmatched(
  db: Database,
  actor: StaffActor,
  id: PurchaseId,
  note: Note,
): Promise<LeaveResult> {
  if (!permits(actor, 'salesforce.match')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const row = await lockRecord(tx, id)
    if (row === undefined) return { outcome: 'missing' }
    if (row.match === 'matched') return { outcome: 'linked' }
    if (row.left) return { outcome: 'left-already' }
    const data = { leftBy: auditActor(actor), leftAt: new Date() }
    await tx.salesforceRecord.update({ where: { purchaseId: id }, data })
    await audit(tx, actor, { id, action: 'salesforce.leave', detail: { note } })
    return { outcome: 'left' }
  })
}

/** Takes that back: the purchase is on the list again, with the age it has; audited. */
export async function watchUnmatched(db: Database, actor: StaffActor, id: PurchaseId): Promise<WatchResult> {
  if (!permits(actor, 'salesforce.match')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const row = await lockRecord(tx, id)
    if (row === undefined) return { outcome: 'missing' }
    if (row.match === 'matched') return { outcome: 'linked' }
    if (!row.left) return { outcome: 'watched-already' }
    await tx.salesforceRecord.update({ where: { purchaseId: id }, data: { leftBy: null, leftAt: null } })
    await audit(tx, actor, { id, action: 'salesforce.watch', detail: {} })
    return { outcome: 'watched' }
  })
}

async function lockRecord(tx: Transaction, id: PurchaseId): Promise<Row | undefined> {
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT match, left_at IS NOT NULL AS left FROM salesforce_record WHERE purchase_id = ${id}::uuid FOR UPDATE`
  return rowSchema.optional().parse(found)
}

type Audited = {
  readonly id: PurchaseId
  readonly action: string
  readonly detail: Readonly<Record<string, string>>
}

async function audit(tx: Transaction, actor: StaffActor, { id, action, detail }: Audited): Promise<void> {
  await tx.audit.create({
    data: { actor: auditActor(actor), action, subjectType: 'purchase', subjectId: id, detail },
  })
}
