import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { summarySchema, summarySelect } from './purchase-summary'

export const findingIdSchema = z.uuid().brand<'FindingId'>()
export type FindingId = z.infer<typeof findingIdSchema>

/** As many as a page shows; the oldest come first, so that none is passed over. */
const AT_MOST = 100

/** What was found out or done. Kept for ever beside the audit, which names nobody's address. */
export const noteSchema = z
  .string()
  .trim()
  .min(3, 'Write what you found out or did')
  .max(500, 'Write at most 500 characters')
  .refine((note) => !/\S@\S+\.\S/.test(note), 'Leave e-mail addresses out: this note is kept for ever')
  .brand<'Note'>()
export type Note = z.infer<typeof noteSchema>

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

export type CloseResult = {
  readonly outcome:
    | 'closed'
    /** Somebody was first; nothing changed, and this note was not kept. */
    | 'closed-already'
    | 'missing'
    | 'forbidden'
}

/** Closes a finding with what was found out; audited. Of two at once, one closes it. */
export async function closeFinding(
  db: Database,
  actor: StaffActor,
  id: FindingId,
  note: Note,
): Promise<CloseResult> {
  if (!permits(actor, 'finding.close')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const closed = await tx.finding.updateMany({
      where: { id, closedAt: null },
      data: { closedAt: new Date() },
    })
    if (closed.count === 0) return whyNot(tx, id)
    await tx.audit.create({
      data: {
        actor: auditActor(actor),
        action: 'finding.close',
        subjectType: 'finding',
        subjectId: id,
        detail: { note },
      },
    })
    return { outcome: 'closed' }
  })
}

async function whyNot(tx: Transaction, id: FindingId): Promise<CloseResult> {
  const row = await tx.finding.findUnique({ where: { id }, select: { id: true } })
  return { outcome: row === null ? 'missing' : 'closed-already' }
}
