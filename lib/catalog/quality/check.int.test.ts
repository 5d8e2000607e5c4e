import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import type { Subject } from '@/lib/catalog/documents/subject'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import { ROLES } from '@/lib/identity/role'
import type { Role } from '@/lib/identity/role'
import { courseIdSchema, staffIdSchema } from '@/lib/ids'
import { checkQuality } from './check'

const APP = 'https://learn.redis.example'
let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
let lab: Subject
const staffId = staffIdSchema.parse(randomUUID())
const actor = (...roles: Role[]): StaffActor => ({ staffId, name: 'Mara Marsh', roles })

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 2,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  const data = { sku: 'RU-LAB-LOCKS', slug: 'locks', kind: 'lab', sale: 'announced', position: 1 }
  const { id } = await db.prisma.course.create({ data })
  lab = { type: 'course', courseId: courseIdSchema.parse(id) }
  const content = {
    title: 'LOCKED UP!',
    description: 'Short.',
    about: 'See [here](/university/courses/nowhere) and [the docs](https://redis.io/docs).',
    image: { id: 'a'.repeat(64), alt: '', width: '300', height: '200' },
  }
  await db.prisma.documentDraft.create({ data: { courseId: id, content, updatedBy: 'seed' } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const asked: string[] = []
const services = () => ({
  db,
  appUrl: APP,
  askLinks: async (addresses: readonly string[]) => {
    asked.push(...addresses)
    return new Map(addresses.map((address) => [address, { state: 'dead', status: 410 } as const]))
  },
})

describe('help before publishing', () => {
  it('looks at the draft from every side, what must be mended first', async () => {
    const checked = await checkQuality(services(), actor('marketing'), lab)
    if (checked.outcome !== 'checked') throw new Error(checked.outcome)
    const levels = checked.hints.map(({ level }) => level)
    expect(levels).toEqual([...levels].sort())
    const places = checked.hints.map(({ path, message }) => `${path ?? ''} ${message}`)
    for (const place of [
      /^image\.alt Image: describe it/,
      /^about About: the link to \/university\/courses\/nowhere is dead/,
      /^about About: the link to https:\/\/redis\.io\/docs is dead/,
      /^image Image: it is 300 pixels wide/,
      /^title Title is in capitals/,
      /^title Title has an exclamation mark/,
      /^description Description: it has 6 characters/,
      /^about About: the link “here” does not say/,
    ])
      expect(places.filter((each) => place.test(each))).toHaveLength(1)
    expect(asked).toEqual(['https://redis.io/docs'])
    expect(checked.search).toEqual({
      title: 'LOCKED UP! – Redis University',
      description: 'Short.',
      address: `${APP}/university/courses/locks`,
    })
    expect(checked.card).toBe(`/staff/catalog/${lab.type === 'course' ? lab.courseId : ''}/preview/card.png`)
  })
  it('knows the pages of the site', async () => {
    const page = (name: 'catalog' | 'refund-policy' | 'address-confirmation') =>
      checkQuality(services(), actor('marketing-admin'), { type: 'page', page: name })
    expect(await page('catalog')).toMatchObject({
      outcome: 'checked',
      hints: [],
      search: { address: `${APP}/university` },
      card: undefined,
    })
    expect(await page('refund-policy')).toMatchObject({
      hints: [],
      search: { title: 'Refund policy – Redis University', address: `${APP}/university/refund-policy` },
    })
    expect(await page('address-confirmation')).toMatchObject({ hints: [], search: undefined })
  })
  it('is for whoever reads the catalog; nobody else makes us ask other sites', async () => {
    asked.length = 0
    for (const role of ROLES) {
      const { outcome } = await checkQuality(services(), actor(role), lab)
      expect([role, outcome]).toEqual([role, role.startsWith('marketing') ? 'checked' : 'forbidden'])
    }
    expect(asked).toHaveLength(2)
    const gone: Subject = { type: 'course', courseId: courseIdSchema.parse(randomUUID()) }
    expect(await checkQuality(services(), actor('marketing'), gone)).toEqual({ outcome: 'missing' })
  })
})
