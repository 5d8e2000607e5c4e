import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { summarySchema, summarySelect } from './purchase-summary'

export const findingIdSchema = z.uuid().brand<'FindingId'>()
export type FindingId = z.infer<typeof findingIdSchema>

/** As many as a page shows; the oldest come first, so that none is passed over. */
const AT_MOST = 100

const rowSchema = z
  .object({
    id: findingIdSchema,
    kind: z.string(),
    detail: z.string(),
    createdAt: z.date(),
    purchase: summarySchema,
  })
  .transform(({ purchase, ...row }) => ({ ...row, ...purchase }))
export type OpenFinding = z.infer<typeof rowSchema>

export type FindingList =
  | { readonly outcome: 'found'; readonly findings: readonly OpenFinding[]; readonly total: number }
  | { readonly outcome: 'forbidden' }

/** What a person should look at and nobody has yet, oldest first, 100 at most; `total` counts all. */
export async function listFindings(
  db: Database,
  actor: StaffActor,
  atMost: number = AT_MOST,
): Promise<FindingList> {
  if (!permits(actor, 'finding.read')) return { outcome: 'forbidden' }
  const where = { closedAt: null }
  const [rows, total] = await Promise.all([
    db.prisma.finding.findMany({
      where,
      include: { purchase: { select: summarySelect } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: atMost,
    }),
    db.prisma.finding.count({ where }),
  ])
  return { outcome: 'found', findings: z.array(rowSchema).parse(rows), total }
}
