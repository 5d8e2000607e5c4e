import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { PurchaseRow } from './purchase-row'
import type { Audited } from './timeline'

const auditSchema = z.object({
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  // Each action has details of its own; only a note is for reading.
  detail: z.object({ note: z.string().optional() }).catch({}),
})
const memberSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  subject: z.string(),
})
/** As `auditActor` writes it. */
const STAFF = /^staff:([0-9a-f-]{36})$/

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
  const names = await readNames(
    db,
    audits.flatMap(({ actor }) => STAFF.exec(actor)?.[1] ?? []),
  )
  return audits.map(({ at, actor, action, detail }) => ({
    at,
    actor: names.get(STAFF.exec(actor)?.[1] ?? '') ?? actor,
    action,
    note: detail.note,
  }))
}

async function readNames(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.prisma.staffMember.findMany({ where: { id: { in: [...new Set(ids)] } } })
  return new Map(
    z
      .array(memberSchema)
      .parse(rows)
      .map(({ id, name, email, subject }) => [id, name ?? email ?? subject]),
  )
}
