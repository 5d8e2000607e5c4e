import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { purchaseIdSchema } from '@/lib/ids'
import { noteSchema } from '@/lib/identity/note'
import type { Note } from '@/lib/identity/note'
import type { CorrectionId } from './correction-row'

/** What the buyer reads as the answer to a request that is declined. */
export const answerSchema = noteSchema('Write why, for the buyer to read')

export type DeclineResult = { readonly outcome: 'declined' | 'decided-already' | 'missing' | 'forbidden' }

const rowSchema = z.object({ state: z.string(), purchaseId: purchaseIdSchema })

/** Answers a request with no, and why; audited. One that is being issued is past that. */
export async function declineCorrection(
  { db }: { readonly db: Database },
  actor: StaffActor,
  id: CorrectionId,
  answer: Note,
): Promise<DeclineResult> {
  if (!permits(actor, 'invoice.correct')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const [found] = await tx.$queryRaw<unknown[]>`
      SELECT state, purchase_id::text AS "purchaseId" FROM invoice_correction WHERE id = ${id}::uuid FOR UPDATE`
    if (found === undefined) return { outcome: 'missing' }
    const { state, purchaseId } = rowSchema.parse(found)
    if (state !== 'requested') return { outcome: 'decided-already' }
    const by = auditActor(actor)
    await tx.invoiceCorrection.update({
      where: { id },
      data: { state: 'declined', decidedBy: by, decidedAt: new Date(), note: answer },
    })
    await tx.audit.create({
      data: {
        actor: by,
        action: 'invoice.decline',
        subjectType: 'purchase',
        subjectId: purchaseId,
        detail: { note: answer },
      },
    })
    return { outcome: 'declined' }
  })
}
