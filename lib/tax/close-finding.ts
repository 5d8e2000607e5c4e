import type { Database, Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { CloseResult, Note } from '@/lib/support/findings'
import type { TaxFindingId } from './finding-row'

/** Closes a tax finding with what was found out or done; audited. Of two at once, one closes it. */
export async function closeTaxFinding(
  db: Database,
  actor: StaffActor,
  id: TaxFindingId,
  note: Note,
): Promise<CloseResult> {
  if (!permits(actor, 'tax.close')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const closed = await tx.taxFinding.updateMany({
      where: { id, closedAt: null },
      data: { closedAt: new Date() },
    })
    if (closed.count === 0) return whyNot(tx, id)
    await tx.audit.create({
      data: {
        actor: auditActor(actor),
        action: 'tax-finding.close',
        subjectType: 'tax-finding',
        subjectId: id,
        detail: { note },
      },
    })
    return { outcome: 'closed' }
  })
}

async function whyNot(tx: Transaction, id: TaxFindingId): Promise<CloseResult> {
  const row = await tx.taxFinding.findUnique({ where: { id }, select: { id: true } })
  return { outcome: row === null ? 'missing' : 'closed-already' }
}
