import type { Subject } from '@/lib/catalog/documents/subject'
import { readDraftCourse } from '@/lib/catalog/preview/draft-course'
import { linkPreview } from '@/lib/catalog/preview/link'
import { openPreview } from '@/lib/catalog/preview/open'
import { createPreviewSeal } from '@/lib/catalog/preview/preview-seal'
import { checkQuality } from '@/lib/catalog/quality/check'
import { createLinkAsker } from '@/lib/catalog/quality/link-asker'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Authority } from '@/lib/identity/permit'

type PreviewWiring = { readonly db: Database; readonly clock: Clock; readonly appUrl: string }

/** A revision shown on the real page before it is public, by a link that opens it and nothing else. */
export function wirePreview({ db, clock }: PreviewWiring, secret: string) {
  const services = { db, clock, seal: createPreviewSeal(secret) }
  return {
    link: (actor: Authority, subject: Subject, revisionId: string) =>
      linkPreview(services, actor, subject, revisionId),
    open: (token: string) => openPreview(services, token),
    /** The unit with its draft's words: for the picture of a shared link. */
    draftCourse: (actor: Authority, subject: Subject) => readDraftCourse(db, actor, subject),
  }
}

/** Advice on a draft before it is published. */
export function wireQuality({ db, clock, appUrl }: PreviewWiring) {
  const askLinks = createLinkAsker({ clock })
  return {
    check: (actor: Authority, subject: Subject) => checkQuality({ db, askLinks, appUrl }, actor, subject),
  }
}
