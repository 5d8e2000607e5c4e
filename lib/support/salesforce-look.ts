import { isSalesforceOn } from '@/lib/crm/switch'
import type { Database } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Waker } from '@/lib/jobs/wake'

export type LookResult = { readonly outcome: 'look-asked' | 'off' | 'forbidden' }

/**
 * Has the accounts and contacts of all unmatched purchases looked for now, whenever each was looked for last; audited. Asked again while that waits or runs, it is not made twice.
 */
export async function lookAgain(
  { db, waker }: { readonly db: Database; readonly waker: Waker },
  actor: StaffActor,
): Promise<LookResult> {
  if (!permits(actor, 'salesforce.match')) return { outcome: 'forbidden' }
  const result = await db.prisma.$transaction(async (tx): Promise<LookResult> => {
    if (!(await isSalesforceOn(tx))) return { outcome: 'off' }
    await enqueue(tx, 'salesforce-pass', { pass: 'match-all' }, { key: 'match-all' })
    await tx.audit.create({
      data: {
        actor: auditActor(actor),
        action: 'salesforce.look',
        subjectType: 'destination',
        subjectId: 'salesforce',
        detail: {},
      },
    })
    return { outcome: 'look-asked' }
  })
  if (result.outcome === 'look-asked') waker.wake('salesforce-pass')
  return result
}
