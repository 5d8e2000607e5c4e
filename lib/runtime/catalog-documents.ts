import { cancelPublication } from '@/lib/catalog/documents/cancel-publication'
import { compareDraft } from '@/lib/catalog/documents/compare-draft'
import { compareRevisions } from '@/lib/catalog/documents/compare-revisions'
import { discardDraft } from '@/lib/catalog/documents/discard-draft'
import { readHistory } from '@/lib/catalog/documents/document-history'
import type { DraftToken } from '@/lib/catalog/documents/draft-token'
import { freezeDraft } from '@/lib/catalog/documents/freeze-draft'
import { openDocument } from '@/lib/catalog/documents/open-document'
import { publishDraft } from '@/lib/catalog/documents/publish-draft'
import { restoreRevision } from '@/lib/catalog/documents/restore-revision'
import { saveDraft } from '@/lib/catalog/documents/save-draft'
import { scheduleDraft } from '@/lib/catalog/documents/schedule-draft'
import type { WallTime } from '@/lib/catalog/documents/schedule-draft'
import { listScheduled } from '@/lib/catalog/documents/scheduled-list'
import type { Subject } from '@/lib/catalog/documents/subject'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Authority } from '@/lib/identity/permit'

/** Writing and publishing the words of units and pages. Each capability asks itself whether the employee may. */
export function wireCatalogDocuments(services: { readonly db: Database; readonly clock: Clock }) {
  const { db } = services
  return {
    open: (actor: Authority, subject: Subject) => openDocument(db, actor, subject),
    save: (actor: Authority, subject: Subject, token: DraftToken, draft: unknown) =>
      saveDraft(services, actor, subject, { token, draft }),
    discard: (actor: Authority, subject: Subject, token: DraftToken) =>
      discardDraft(services, actor, subject, token),
    freeze: (actor: Authority, subject: Subject, token: DraftToken) =>
      freezeDraft(services, actor, subject, token),
    publish: (actor: Authority, subject: Subject, token: DraftToken) =>
      publishDraft(services, actor, subject, token),
    schedule: (actor: Authority, subject: Subject, token: DraftToken, when: WallTime) =>
      scheduleDraft(services, actor, subject, { token, when }),
    cancel: (actor: Authority, publicationId: string) => cancelPublication(services, actor, publicationId),
    scheduledList: (actor: Authority) => listScheduled(db, actor),
    restore: (actor: Authority, subject: Subject, revisionId: string) =>
      restoreRevision(services, actor, subject, revisionId),
    history: (actor: Authority, subject: Subject) => readHistory(db, actor, subject),
    /** What publishing the draft would change. */
    pending: (actor: Authority, subject: Subject) => compareDraft(db, actor, subject),
    compare: (actor: Authority, subject: Subject, revisionId: string, withRevisionId?: string) =>
      compareRevisions(db, actor, subject, { revisionId, withRevisionId }),
  }
}
