import type { Authority } from '@/lib/identity/permit'
import { permits } from '@/lib/identity/permit'
import { enqueue } from '@/lib/jobs/enqueue'
import { momentOf, wallTimeSchema, zoneSchema } from '../zoned-time'
import { changeDraft } from './change-document'
import type { Conflict, DocumentServices, Held, Refusal } from './change-document'
import { checkDraft } from './check-draft'
import { currentDraft, sameWords } from './current-draft'
import { auditDocument } from './document-audit'
import type { DraftToken } from './draft-token'
import { frozen } from './freeze-draft'
import { removeDraft } from './keep-draft'
import { publicationOf } from './make-public'
import type { Incomplete } from './publish-draft'
import type { Subject } from './subject'

export type Scheduled =
  | { readonly outcome: 'scheduled'; readonly publicationId: string; readonly dueAt: Date }
  | { readonly outcome: 'unchanged' }
  | Incomplete
  /** The clocks of the zone never show this time, or show it twice; or it is no time or zone at all. */
  | { readonly outcome: 'no-such-time' }
  | { readonly outcome: 'past' }
  /** Another one is to come: cancel it first. */
  | { readonly outcome: 'scheduled-already' }

/** A time on the clocks of a zone, as typed. */
export type WallTime = { readonly at: string; readonly zone: string }

/** Has the draft go public at a time: the worker publishes exactly these words then. */
export async function scheduleDraft(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  { token, when }: { readonly token: DraftToken; readonly when: WallTime },
): Promise<Scheduled | Conflict | Refusal> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const wall = wallTimeSchema.safeParse(when.at)
  const zone = zoneSchema.safeParse(when.zone)
  const dueAt = wall.success && zone.success ? momentOf(wall.data, zone.data) : undefined
  if (dueAt === undefined) return { outcome: 'no-such-time' }
  return changeDraft(services, actor, subject, token, (held) => schedule(held, dueAt, when.zone))
}

async function schedule(held: Held, dueAt: Date, zone: string): Promise<Scheduled> {
  const { tx, standing, who, now } = held
  const { published, scheduled, fields, subject } = standing
  if (dueAt <= now) return { outcome: 'past' }
  if (scheduled !== undefined) return { outcome: 'scheduled-already' }
  const { draft } = currentDraft(standing)
  if (published !== undefined && sameWords(fields, published.content, draft)) return { outcome: 'unchanged' }
  const checked = await checkDraft(tx, standing, draft)
  if (checked.outcome === 'incomplete') return checked
  const revision = await frozen(held, checked)
  const { id } = await tx.publication.create({
    data: {
      ...publicationOf(standing, revision),
      state: 'scheduled',
      dueAt,
      zone,
      createdBy: who,
      createdAt: now,
    },
  })
  await removeDraft(held)
  await enqueue(tx, 'publication', { publicationId: id }, { key: id, due: dueAt })
  const detail = { publicationId: id, number: revision.number, dueAt: dueAt.toISOString(), zone }
  await auditDocument(tx, subject, { actor: who, action: 'catalog.schedule', at: now, detail })
  return { outcome: 'scheduled', publicationId: id, dueAt }
}
