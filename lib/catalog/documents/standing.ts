import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { revisionIdSchema, skuSchema } from '@/lib/ids'
import type { RevisionId, Sku } from '@/lib/ids'
import { kindSchema } from '../course-content'
import type { Kind } from '../course-content'
import { courseShape, pageShape } from './document-shape'
import type { DocumentShape } from './document-shape'
import type { PageName, Subject } from './subject'

/** Rows, read inside a transaction or outside. */
export type Reader = Transaction | Database['prisma']

export type Revision = {
  readonly id: RevisionId
  readonly number: number
  /** As a published page has it or, where it is not complete, as a draft has it. */
  readonly content: unknown
  readonly complete: boolean
  readonly createdBy: string
  readonly createdAt: Date
}

export const revisionSchema = z.object({
  id: revisionIdSchema,
  number: z.int(),
  content: z.unknown(),
  complete: z.boolean(),
  createdBy: z.string(),
  createdAt: z.date(),
})
const draftSchema = z.object({
  id: z.string(),
  version: z.int(),
  content: z.unknown(),
  updatedBy: z.string(),
  updatedAt: z.date(),
})
const scheduledSchema = z
  .object({
    id: z.string(),
    dueAt: z.date(),
    zone: z.string(),
    createdBy: z.string(),
    courseRevision: revisionSchema.nullish(),
    siteRevision: revisionSchema.nullish(),
  })
  .transform(({ courseRevision, siteRevision, ...publication }) => ({
    ...publication,
    revision: revisionSchema.parse(courseRevision ?? siteRevision),
  }))
const rowSchema = z.object({
  publishedRevision: revisionSchema.nullable(),
  draft: draftSchema.nullable(),
  publications: z.array(scheduledSchema),
})
const courseRowSchema = rowSchema.extend({ sku: skuSchema, kind: kindSchema })

/** Where a subject stands: what is public, what is to be, and what is being written. */
export type Standing = DocumentShape & {
  readonly subject: Subject
  readonly sku: Sku | undefined
  readonly kind: Kind | undefined
  readonly published: Revision | undefined
  readonly scheduled: z.infer<typeof scheduledSchema> | undefined
  readonly draft: z.infer<typeof draftSchema> | undefined
}

/** Undefined: there is no such unit. */
export function readStanding(db: Reader, subject: Subject): Promise<Standing | undefined> {
  return subject.type === 'course' ? readCourse(db, subject) : readPage(db, subject)
}

/**
 * The same, held until the transaction ends: whoever writes anything of a subject begins here, so that all of them come
 * one after another. One subject in a transaction. Buyers do not wait.
 */
export async function lockStanding(tx: Transaction, subject: Subject): Promise<Standing | undefined> {
  if (subject.type === 'course')
    await tx.$queryRaw`SELECT id::text FROM course WHERE id = ${subject.courseId}::uuid FOR NO KEY UPDATE`
  else await tx.$queryRaw`SELECT name FROM site_page WHERE name = ${subject.page} FOR NO KEY UPDATE`
  return readStanding(tx, subject)
}

/** Reads several rows as they stand at one moment, though others write meanwhile: half of a change is no document. */
export function atOneMoment<R>(db: Database, read: (tx: Transaction) => Promise<R>): Promise<R> {
  return db.prisma.$transaction(read, { isolationLevel: 'RepeatableRead' })
}

/** What a new draft begins from. */
export function baseOf({ scheduled, published }: Standing): Revision | undefined {
  return scheduled?.revision ?? published
}

async function readCourse(
  db: Reader,
  subject: Extract<Subject, { type: 'course' }>,
): Promise<Standing | undefined> {
  const row = await db.course.findUnique({
    where: { id: subject.courseId },
    include: {
      publishedRevision: true,
      draft: true,
      publications: { where: { state: 'scheduled' }, include: { courseRevision: true } },
    },
  })
  if (row === null) return undefined
  const { sku, kind, ...read } = courseRowSchema.parse(row)
  return { subject, sku, kind, ...courseShape(kind), ...partsOf(read) }
}

async function readPage(
  db: Reader,
  subject: { readonly type: 'page'; readonly page: PageName },
): Promise<Standing | undefined> {
  const row = await db.sitePage.findUnique({
    where: { name: subject.page },
    include: {
      publishedRevision: true,
      draft: true,
      publications: { where: { state: 'scheduled' }, include: { siteRevision: true } },
    },
  })
  if (row === null) return undefined
  return {
    subject,
    sku: undefined,
    kind: undefined,
    ...pageShape(subject.page),
    ...partsOf(rowSchema.parse(row)),
  }
}

function partsOf({ publishedRevision, draft, publications }: z.infer<typeof rowSchema>) {
  return {
    published: publishedRevision ?? undefined,
    scheduled: publications[0],
    draft: draft ?? undefined,
  }
}
