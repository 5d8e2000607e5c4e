import type { Transaction } from '@/lib/db/database'
import { auditActor } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { CourseId } from '@/lib/ids'

/** Everything staff do to a unit's selling side, as the audit names it. */
export type UnitAction =
  | 'unit.create'
  | 'unit.duplicate'
  | 'unit.move'
  | 'unit.identify'
  | 'unit.map'
  | 'unit.sell'
  | 'unit.retire'
  | 'unit.unretire'
  | 'price.confirm'
  | 'price.activate'
  | 'price.drop'
  | 'price.make'

/** Writes who did what, with the change itself. */
export async function auditUnit(
  tx: Transaction,
  actor: Authority,
  action: UnitAction,
  {
    courseId,
    ...detail
  }: { readonly courseId: CourseId } & Readonly<Record<string, string | boolean | null>>,
): Promise<void> {
  await tx.audit.create({
    data: { actor: auditActor(actor), action, subjectType: 'course', subjectId: courseId, detail },
  })
}
