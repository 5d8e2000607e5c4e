import type { Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { draftOf } from '../documents/draft-shape'
import { auditSubject } from '../documents/document-audit'
import { keepDraft } from '../documents/keep-draft'
import { asJson, keepRevision } from '../documents/keep-revision'
import { publishNow } from '../documents/make-public'
import { readStanding } from '../documents/standing'
import type { Standing } from '../documents/standing'
import { courseFields } from '../documents/course-fields'
import { insertUnit } from '../selling/create-unit'
import type { FileUnit } from './catalog-file'
import type { ImportMode } from './plan'
import type { Step } from './plan-import'

export type Importing = {
  readonly tx: Transaction
  readonly actor: Authority
  /** As rows name whoever acts. */
  readonly who: string
  readonly now: Date
  readonly mode: ImportMode
}

/** Does one step of a plan. The caller holds the catalog. */
export async function applyStep(importing: Importing, planned: Step): Promise<void> {
  const { does } = planned.step
  if (does === 'same' || does === 'leave-draft') return
  const content = planned.type === 'unit' ? planned.unit.content : planned.content
  if (planned.standing !== undefined) {
    if (does === 'draft') await writeDraft(importing, planned.standing, content)
    else await publish(importing, planned.standing, content)
  } else if (planned.type === 'unit') await create(importing, planned.unit)
}

/** A new unit: its row, its prices if the importer may set them, and its words as a draft that is published at once. */
async function create(importing: Importing, unit: FileUnit): Promise<void> {
  const { tx, actor, who, now, mode } = importing
  const { sku, slug, kind, content, repeatable, flockjayCourseId, sale, retiredReason, prices } = unit
  const words = draftOf(courseFields(kind), content)
  const courseId = await insertUnit(tx, actor, { sku, slug, kind, content: words })
  const retired = sale === 'retired' ? { sale, retiredReason: retiredReason ?? null } : {}
  await tx.course.update({
    where: { id: courseId },
    data: { repeatable, flockjayCourseId: flockjayCourseId ?? null, ...retired },
  })
  if (permits(actor, 'price.change'))
    await tx.price.createMany({
      data: prices.map(({ account, money, taxCode, placeholder }) => ({
        ...{ courseId, account, taxCode, placeholder },
        currency: money.currency,
        unitAmount: money.amount,
        createdBy: who,
        activatedAt: now,
      })),
    })
  const standing = await readStanding(tx, { type: 'course', courseId })
  if (standing === undefined) throw new Error('a unit that was just written is gone')
  await audit(importing, standing, 'create', { sku })
  if (mode === 'drafts') return
  await publish(importing, standing, content)
  await tx.documentDraft.deleteMany({ where: { courseId } })
}

async function publish(importing: Importing, standing: Standing, content: object): Promise<void> {
  const { tx, who, now } = importing
  const words = {
    draft: draftOf(standing.fields, content),
    checked: { outcome: 'complete', content },
  } as const
  const revision = await keepRevision(tx, standing, { ...words, by: who, now })
  const publicationId = await publishNow({ tx, standing, who, now }, revision)
  const detail = { publicationId, revisionId: revision.id, number: revision.number }
  await audit(importing, standing, 'publish', detail)
}

/** The draft of the importer that stood there is kept in the history first. */
async function writeDraft(importing: Importing, standing: Standing, content: object): Promise<void> {
  const { tx, who, now } = importing
  const { draft: before, subject, fields } = standing
  const written = { content: asJson(draftOf(fields, content)), updatedBy: who, updatedAt: now }
  if (before === undefined) {
    const of = subject.type === 'course' ? { courseId: subject.courseId } : { page: subject.page }
    await tx.documentDraft.create({ data: { ...written, ...of } })
  } else {
    await keepDraft({ tx, standing, who, now })
    await tx.documentDraft.update({
      where: { id: before.id },
      data: { ...written, version: before.version + 1 },
    })
  }
  await audit(importing, standing, 'draft', {})
}

async function audit(
  { tx, who, now }: Importing,
  { subject }: Standing,
  did: 'create' | 'publish' | 'draft',
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  // Publishing is named as everywhere else, so that a conflict with the draft of another can say who it was.
  const action = did === 'publish' ? 'catalog.publish' : 'catalog.import'
  await tx.audit.create({
    data: { actor: who, action, at: now, ...auditSubject(subject), detail: { ...detail, import: did } },
  })
}
