import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { PurchaseRow } from './purchase-row'
import { staffNames } from './staff-names'
import type { Audited } from './timeline'

const auditSchema = z.object({
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  // Each action has details of its own; only a note is for reading.
  detail: z.object({ note: z.string().optional() }).catch({}),
})
/** What people did about a purchase, its deliveries and findings, and its person; with the names of who did it. */
export async function readAudits(
  db: Database,
  { id, customerId, deliveries, findings }: PurchaseRow,
): Promise<(Audited & { at: Date })[]> {
  const subjects = [
    { subjectType: 'purchase', subjectId: id },
    { subjectType: 'customer', subjectId: customerId },
    ...deliveries.map((delivery) => ({ subjectType: 'delivery', subjectId: delivery.id })),
    ...findings.map((finding) => ({
      subjectType: { in: ['finding', 'tax-finding'] },
      subjectId: finding.id,
    })),
  ]
  const rows = await db.prisma.audit.findMany({ where: { OR: subjects }, orderBy: { id: 'asc' } })
  const audits = z.array(auditSchema).parse(rows)
  const names = await staffNames(
    db,
    audits.map(({ actor }) => actor),
  )
  return audits.map(({ at, actor, action, detail }) => ({
    at,
    actor: names.get(actor) ?? actor,
    action,
    note: detail.note,
  }))
}
