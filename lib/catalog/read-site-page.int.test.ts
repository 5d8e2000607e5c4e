import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import {
  findRefundPolicy,
  readAddressConfirmation,
  readCatalogPage,
  readRefundPolicy,
} from './read-site-page'

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

describe('pages of the site', () => {
  it('say after the migration what they said before it', async () => {
    expect(await readCatalogPage(db.prisma)).toEqual({
      label: '2026-11-21',
      content: {
        hero: {
          title: 'Learn Redis from the people who build it.',
          text: 'Courses, labs, live trainings and the certification exam. Pay once, start in seconds.',
        },
        featured: [],
        sections: [],
        faq: [],
      },
    })
    expect((await readRefundPolicy(db.prisma)).content.summary).toBe(
      'Full refund within 14 days of purchase.',
    )
    expect((await readAddressConfirmation(db.prisma)).content.text).toMatch(/^I will give my correct billing/)
  })

  it('keep each version that was public, and no other', async () => {
    expect(await findRefundPolicy(db.prisma, '2026-11-21')).toEqual(await readRefundPolicy(db.prisma))
    await db.prisma.siteRevision.create({
      data: {
        page: 'refund-policy',
        number: 2,
        label: '2027-01-01',
        content: { title: 'Secret', summary: 'Secret', body: 'Secret' },
        complete: true,
        createdBy: 'test',
      },
    })
    expect(await findRefundPolicy(db.prisma, '2027-01-01')).toBeUndefined()
    // Public, but of another page.
    await publishCatalogPage('2026-12-31')
    expect(await findRefundPolicy(db.prisma, '2026-12-31')).toBeUndefined()
  })
})

async function publishCatalogPage(label: string): Promise<void> {
  const { content } = await readRefundPolicy(db.prisma)
  const { id } = await db.prisma.siteRevision.create({
    data: { page: 'catalog', number: 2, label, content, complete: true, createdBy: 'test' },
  })
  const settled = { settledBy: 'test', settledAt: new Date() }
  await db.prisma.publication.create({
    data: {
      page: 'catalog',
      siteRevisionId: id,
      state: 'done',
      dueAt: new Date(),
      zone: 'UTC',
      createdBy: 'test',
      ...settled,
    },
  })
}
