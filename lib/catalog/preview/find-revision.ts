import type { Subject } from '@/lib/catalog/documents/subject'
import type { Database } from '@/lib/db/database'
import type { RevisionId } from '@/lib/ids'

/** A revision as it is kept. `label` names the version of a page to people; units have none. */
export type KeptRevision = {
  readonly id: string
  readonly number: number
  readonly label: string | undefined
  readonly content: unknown
  readonly complete: boolean
  readonly createdBy: string
  readonly createdAt: Date
  /** It is what the public sees now. */
  readonly public: boolean
}

/** This subject's revision of that id; another subject's is not found. */
export async function findRevision(
  { prisma }: Pick<Database, 'prisma'>,
  subject: Subject,
  id: RevisionId,
): Promise<KeptRevision | undefined> {
  if (subject.type === 'course') {
    const where = { id, courseId: subject.courseId }
    const row = await prisma.courseRevision.findFirst({ where, include: { publishedBy: true } })
    if (row === null) return undefined
    return { ...row, label: undefined, public: row.publishedBy !== null }
  }
  const where = { id, page: subject.page }
  const row = await prisma.siteRevision.findFirst({ where, include: { publishedBy: true } })
  return row === null ? undefined : { ...row, public: row.publishedBy !== null }
}
