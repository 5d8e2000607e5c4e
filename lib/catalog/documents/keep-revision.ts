import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import type { Completeness } from './complete'
import { sameWords } from './current-draft'
import type { Draft } from './fields'
import { revisionSchema } from './standing'
import type { Revision, Standing } from './standing'

/** Content as Postgres keeps it. */
const jsonSchema = z.record(z.string(), z.json())

/** A draft, ready to be written. */
export function asJson(content: object): z.infer<typeof jsonSchema> {
  return jsonSchema.parse(content)
}

export type Words = {
  readonly draft: Draft
  readonly checked: Completeness<object>
  /** Whose they are. */
  readonly by: string
  readonly now: Date
}

/**
 * Keeps words as a revision, complete if they can be public as they are. Words that the newest revision says already are
 * that revision: none is made. The caller holds the subject.
 */
export async function keepRevision(
  tx: Transaction,
  standing: Standing,
  { draft, checked, by, now }: Words,
): Promise<Revision> {
  const complete = checked.outcome === 'complete'
  const newest = await newestRevision(tx, standing)
  if (
    newest !== undefined &&
    newest.complete === complete &&
    sameWords(standing.fields, newest.content, draft)
  )
    return newest
  const content = asJson(checked.outcome === 'complete' ? checked.content : draft)
  const number = (newest?.number ?? 0) + 1
  const data = { number, content, complete, createdBy: by, createdAt: now }
  const { subject } = standing
  const made =
    subject.type === 'course'
      ? await tx.courseRevision.create({ data: { ...data, courseId: subject.courseId } })
      : await tx.siteRevision.create({
          data: { ...data, page: subject.page, label: `${now.toISOString().slice(0, 10)}.${number}` },
        })
  return revisionSchema.parse(made)
}

/** Any revision of the subject; undefined: it has none with this id. */
export async function findRevision(
  db: Pick<Transaction, 'courseRevision' | 'siteRevision'>,
  { subject }: Pick<Standing, 'subject'>,
  revisionId: string,
): Promise<Revision | undefined> {
  const id = z.uuid().safeParse(revisionId)
  if (!id.success) return undefined
  const row =
    subject.type === 'course'
      ? await db.courseRevision.findFirst({ where: { id: id.data, courseId: subject.courseId } })
      : await db.siteRevision.findFirst({ where: { id: id.data, page: subject.page } })
  return row === null ? undefined : revisionSchema.parse(row)
}

async function newestRevision(tx: Transaction, { subject }: Standing): Promise<Revision | undefined> {
  const orderBy = { number: 'desc' } as const
  const row =
    subject.type === 'course'
      ? await tx.courseRevision.findFirst({ where: { courseId: subject.courseId }, orderBy })
      : await tx.siteRevision.findFirst({ where: { page: subject.page }, orderBy })
  return row === null ? undefined : revisionSchema.parse(row)
}
