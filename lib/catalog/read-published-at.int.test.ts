import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { readPublishedAt } from './read-published-at'

let made: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
beforeAll(async () => {
  made = await createTestDatabase()
  db = openDatabase(made.appUrl, { connections: 2, applicationName: 'test', onIdleError: () => undefined })
})
afterAll(async () => {
  await db.close()
  await made.drop()
})

it('knows when each unit’s page last changed: what is scheduled or cancelled has not changed it', async () => {
  const { id: courseId } = await db.prisma.course.create({
    data: { sku: 'RU-LAB-LOCKS', slug: 'locks', kind: 'lab', sale: 'announced', position: 1 },
  })
  const { id: courseRevisionId } = await db.prisma.courseRevision.create({
    data: { courseId, number: 1, content: {}, createdBy: 'test' },
  })
  const publish = (state: string, settledAt: Date | null) =>
    db.prisma.publication.create({
      data: {
        courseId,
        courseRevisionId,
        state,
        dueAt: new Date('2027-01-01'),
        zone: 'UTC',
        createdBy: 'test',
        settledAt,
        settledBy: settledAt && 'test',
      },
    })
  await publish('done', new Date('2027-02-02'))
  await publish('done', new Date('2027-03-03'))
  await publish('cancelled', new Date('2027-04-04'))
  await publish('scheduled', null)
  expect(await readPublishedAt(db.prisma)).toEqual(new Map([[courseId, new Date('2027-03-03')]]))
})
