import { createTestDatabase } from '@/e2e/test-database'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import { draftOf } from '@/lib/catalog/documents/draft-shape'
import type { Draft } from '@/lib/catalog/documents/fields'
import type { Subject } from '@/lib/catalog/documents/subject'
import { openDatabase } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import { courseIdSchema, staffIdSchema } from '@/lib/ids'
import { wireCatalogDocuments } from '@/lib/runtime/catalog-documents'
import { seedCatalog } from '@/prisma/seed/catalog'

const WORDS = draftOf(courseFields('lab'), {
  ...seedCatalog.find(({ kind }) => kind === 'lab')?.content,
  prerequisites: { text: 'None', courses: [] },
})

/** A lab that can be published but for its title, which is given. */
export const titled = (title: string): Draft => ({ ...WORDS, title })

export type EditorsDesk = Awaited<ReturnType<typeof openEditorsDesk>>

/** A database of the test's own with two editors, who write by the capabilities alone. Its clock stands still but for a tick. */
export async function openEditorsDesk() {
  const database = await createTestDatabase()
  const db = openDatabase(database.appUrl, {
    connections: 8,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  let now = Date.parse('2027-01-10T09:00:00Z')
  const clock = { now: () => new Date((now += 1)) }
  const documents = wireCatalogDocuments({ db, clock })
  const hire = async (name: string): Promise<StaffActor> => {
    const { id } = await db.prisma.staffMember.create({ data: { issuer: 'i', subject: name, name } })
    return { staffId: staffIdSchema.parse(id), name, roles: ['marketing'] }
  }
  const mara = await hire('Mara Marsh')
  const pia = await hire('Pia Park')
  let labs = 0
  const opened = async (subject: Subject) => {
    const result = await documents.open(mara, subject)
    if (result.outcome !== 'found') throw new Error(result.outcome)
    return result.document
  }
  const saved = async (actor: StaffActor, subject: Subject, draft: Draft) => {
    const result = await documents.save(actor, subject, (await opened(subject)).token, draft)
    if (result.outcome !== 'saved') throw new Error(result.outcome)
    return result.token
  }
  return {
    db,
    clock,
    documents,
    mara,
    pia,
    opened,
    saved,
    setNow: (time: Date) => void (now = time.getTime()),
    /** A lab nobody has published, with nothing written. */
    newLab: async (): Promise<Subject & { type: 'course'; sku: string }> => {
      const sku = `RU-LAB-${(labs += 1)}`
      const { id } = await db.prisma.course.create({
        data: { sku, slug: sku.toLowerCase(), kind: 'lab', sale: 'announced', position: labs },
      })
      return { type: 'course', courseId: courseIdSchema.parse(id), sku }
    },
    published: async (actor: StaffActor, subject: Subject, draft: Draft) => {
      const result = await documents.publish(actor, subject, await saved(actor, subject, draft))
      if (result.outcome !== 'published') throw new Error(JSON.stringify(result))
      return result.revisionId
    },
    /** The history: kind, who, number, and which one is public now. */
    told: async (subject: Subject) => {
      const result = await documents.history(mara, subject)
      if (result.outcome !== 'found') throw new Error(result.outcome)
      return result.entries.map(({ kind, by, number, current }) => [kind, by, number, current ? 'now' : ''])
    },
    /** What a subject's audit says: who did what, the first one first. */
    audits: async (subject: { courseId: string }) =>
      (
        await db.prisma.audit.findMany({ where: { subjectId: subject.courseId }, orderBy: { id: 'asc' } })
      ).map(({ actor, action }) => [actor, action]),
    close: async () => {
      await db.close()
      await database.drop()
    },
  }
}
