import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { changeSubject } from './change-document'
import type { DocumentServices, Held, Refusal } from './change-document'
import { sameWords } from './current-draft'
import { draftOf } from './draft-shape'
import { asJson } from './keep-revision'
import { cancelScheduled } from './make-public'
import { findPublication } from './publication-row'

export type Cancelled =
  | { readonly outcome: 'cancelled' }
  /** It is public already. */
  | { readonly outcome: 'too-late' }

/** Has a scheduled publication not happen. Its words are the draft again, unless there is another one. */
export async function cancelPublication(
  services: DocumentServices,
  actor: Authority,
  publicationId: string,
): Promise<Cancelled | Refusal> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const found = await findPublication(services.db.prisma, publicationId)
  if (found === undefined) return { outcome: 'missing' }
  return changeSubject(services, actor, found.subject, async (held): Promise<Cancelled> => {
    // Whoever held it before may have settled it.
    if (held.standing.scheduled?.id !== publicationId) {
      const now = await findPublication(held.tx, publicationId)
      return { outcome: now?.state === 'cancelled' ? 'cancelled' : 'too-late' }
    }
    await cancelScheduled(held)
    await bringBack(held)
    return { outcome: 'cancelled' }
  })
}

async function bringBack({ tx, standing, now }: Held): Promise<void> {
  const { scheduled, draft, published, fields, subject } = standing
  if (scheduled === undefined || draft !== undefined) return
  const { content } = scheduled.revision
  if (published !== undefined && sameWords(fields, published.content, content)) return
  const of = subject.type === 'course' ? { courseId: subject.courseId } : { page: subject.page }
  await tx.documentDraft.create({
    data: {
      ...of,
      content: asJson(draftOf(fields, content)),
      updatedBy: scheduled.createdBy,
      updatedAt: now,
    },
  })
}
