import { subjectKey } from '@/lib/catalog/documents/subject'
import type { Subject } from '@/lib/catalog/documents/subject'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { revisionIdSchema } from '@/lib/ids'
import type { Seal } from '@/lib/seal'
import { PREVIEW_HOURS } from './preview-seal'
import type { SealedPreview } from './preview-seal'
import { findRevision } from './find-revision'

export type PreviewServices = {
  readonly db: Pick<Database, 'prisma'>
  readonly clock: Clock
  readonly seal: Seal<SealedPreview>
}

export type PreviewLink =
  | { readonly outcome: 'linked'; readonly address: string; readonly token: string; readonly expiresAt: Date }
  | { readonly outcome: 'forbidden' | 'missing' }

/**
 * A link that shows this one revision to whoever has it, for 72 hours, and opens nothing else. `missing`: the subject has
 * no such revision.
 */
export async function linkPreview(
  { db, clock, seal }: PreviewServices,
  actor: Authority,
  subject: Subject,
  revisionId: string,
): Promise<PreviewLink> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const revision = revisionIdSchema.safeParse(revisionId)
  if (!revision.success || (await findRevision(db, subject, revision.data)) === undefined)
    return { outcome: 'missing' }
  const expiresAt = new Date(clock.now().getTime() + PREVIEW_HOURS * 3_600_000)
  const token = await seal.seal({
    of: subjectKey(subject),
    revision: revision.data,
    until: expiresAt.getTime(),
  })
  return { outcome: 'linked', address: `/university/preview/${token}`, token, expiresAt }
}
