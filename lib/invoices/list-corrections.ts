import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { referenceSchema } from '@/lib/ids'
import { correctionSchema } from './correction-row'

const MOST = 100
const DECIDED = 50

const rowSchema = correctionSchema
  .extend({
    purchase: z.object({
      reference: referenceSchema,
      attempt: z.object({ revision: z.object({ content: z.object({ title: z.string() }) }) }),
    }),
  })
  .transform(({ purchase, ...correction }) => ({
    ...correction,
    reference: purchase.reference,
    title: purchase.attempt.revision.content.title,
  }))
/** A request with the purchase it is about. */
export type ListedCorrection = z.infer<typeof rowSchema>

export type CorrectionList =
  | {
      readonly outcome: 'found'
      /** Oldest first. */
      readonly open: readonly ListedCorrection[]
      readonly openTotal: number
      /** The last ones that were answered, newest first. */
      readonly decided: readonly ListedCorrection[]
    }
  | { readonly outcome: 'forbidden' }

/** Corrected invoices that were asked for: the open ones, and what became of the last others. */
export async function listCorrections(db: Database, actor: StaffActor): Promise<CorrectionList> {
  if (!permits(actor, 'correction.read')) return { outcome: 'forbidden' }
  const open = { state: { in: ['requested', 'issuing'] } }
  const include = {
    purchase: {
      select: {
        reference: true,
        attempt: { select: { revision: { select: { content: true } } } },
      },
    },
  } as const
  const [waiting, openTotal, decided] = await Promise.all([
    db.prisma.invoiceCorrection.findMany({
      where: open,
      include,
      orderBy: { requestedAt: 'asc' },
      take: MOST,
    }),
    db.prisma.invoiceCorrection.count({ where: open }),
    db.prisma.invoiceCorrection.findMany({
      where: { NOT: open },
      include,
      orderBy: { decidedAt: 'desc' },
      take: DECIDED,
    }),
  ])
  const rows = z.array(rowSchema)
  return {
    outcome: 'found',
    open: rows.parse(waiting),
    openTotal,
    decided: rows.parse(decided),
  }
}
