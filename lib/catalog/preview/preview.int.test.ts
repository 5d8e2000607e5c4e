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
import { createSeal } from '@/lib/seal'
import { z } from 'zod'
import { linkPreview } from './link'
import { openPreview } from './open'
import { createPreviewSeal } from './preview-seal'
import { readDraftCourse } from './draft-course'

const SECRET = 'a-secret-for-tests-only-of-32-characters'
let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
let now = new Date()
const seal = createPreviewSeal(SECRET)
const clock = { now: () => now }
const actor = (...roles: Role[]): StaffActor => ({
  staffId: staffIdSchema.parse(randomUUID()),
  name: 'Mara Marsh',
  roles,
})
const mara = actor('marketing')
const CATALOG: Subject = { type: 'page', page: 'catalog' }
const REFUNDS: Subject = { type: 'page', page: 'refund-policy' }
let units: { subject: Subject; id: string; sku: string; revision: string; title: string }[]

const CONTENT = {
  tagline: 'Build event pipelines that survive a restart.',
  description: 'Append, read and acknowledge.',
  level: 'beginner',
  durationMinutes: 60,
  lengthLabel: '1 h',
  format: 'Self-paced',
  language: 'English',
  included: ['Six labs', 'A certificate'],
  outcomes: ['Append', 'Read', 'Acknowledge'],
  syllabus: [
    { title: 'One', detail: 'First', measure: '20 min' },
    { title: 'Two', detail: 'Second', measure: '40 min' },
  ],
  prerequisites: { text: 'None', courses: [] },
  certificate: 'Yes',
  faq: [
    { question: 'When?', answer: 'Any time' },
    { question: 'Where?', answer: 'Online' },
  ],
}

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  units = []
  for (const [position, title] of ['Redis Streams', 'Redis JSON'].entries()) {
    const slug = title.toLowerCase().replace(' ', '-')
    const sku = `RU-COURSE-${title.split(' ')[1]!.toUpperCase()}`
    const data = { sku, slug, kind: 'course', sale: 'announced', position }
    const { id } = await db.prisma.course.create({ data })
    const made = { courseId: id, number: 1, content: { ...CONTENT, title }, createdBy: 'seed' }
    const revision = (await db.prisma.courseRevision.create({ data: made })).id
    await db.prisma.course.update({ where: { id }, data: { publishedRevisionId: revision } })
    const price = {
      courseId: id,
      account: 'default',
      currency: 'USD',
      unitAmount: 4900n,
      taxCode: 'txcd_20060058',
    }
    await db.prisma.price.create({ data: price })
    units.push({ subject: { type: 'course', courseId: courseIdSchema.parse(id) }, id, sku, revision, title })
  }
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const services = () => ({ db, clock, seal })
async function linked(subject: Subject, revision: string) {
  const link = await linkPreview(services(), mara, subject, revision)
  if (link.outcome !== 'linked') throw new Error(link.outcome)
  return link
}
const open = (token: string) => openPreview(services(), token)

async function incomplete(content: object): Promise<string> {
  const made = await db.prisma.courseRevision.create({
    data: {
      courseId: units[0]!.id,
      number: 100 + Math.floor(Math.random() * 1e6),
      content,
      complete: false,
      createdBy: 'seed',
    },
  })
  return made.id
}

describe('a preview link', () => {
  it('is for whoever reads the catalog, and nobody else', async () => {
    for (const role of ROLES) {
      const { outcome } = await linkPreview(services(), actor(role), units[0]!.subject, units[0]!.revision)
      expect([role, outcome]).toEqual([role, role.startsWith('marketing') ? 'linked' : 'forbidden'])
    }
  })
  it('opens its revision, with what is sold now', async () => {
    const { token, address, expiresAt } = await linked(units[0]!.subject, units[0]!.revision)
    expect(address).toBe(`/university/preview/${token}`)
    const preview = await open(token)
    expect(preview).toMatchObject({ number: 1, by: 'the seed', public: true, notes: [], expiresAt })
    expect(preview?.shown).toMatchObject({
      page: 'course',
      course: {
        sku: units[0]!.sku,
        revisionId: units[0]!.revision,
        content: { title: units[0]!.title },
      },
    })
    expect(preview?.shown).toMatchObject({ course: { price: { money: { amount: 4900n, currency: 'USD' } } } })
  })
  it('opens a page of the site', async () => {
    const page = await db.prisma.sitePage.findUniqueOrThrow({ where: { name: 'catalog' } })
    const { token } = await linked(CATALOG, page.publishedRevisionId!)
    expect(await open(token)).toMatchObject({
      label: '2026-11-21',
      by: 'the system',
      shown: { page: 'catalog', content: { hero: { title: 'Learn Redis from the people who build it.' } } },
    })
  })
  it('shows what is not complete, and names the gaps', async () => {
    const { token } = await linked(units[0]!.subject, await incomplete({ title: 'Half', level: 'advanced' }))
    const preview = await open(token)
    expect(preview).toMatchObject({
      public: false,
      shown: { course: { content: { title: 'Half', tagline: '[Outcome in one line is missing]' } } },
    })
    expect(preview?.notes).toContain('Outcome in one line is missing.')
  })
  it('is not made for another subject’s revision, nor for what is no revision', async () => {
    const page = await db.prisma.sitePage.findUniqueOrThrow({ where: { name: 'catalog' } })
    for (const [subject, revision] of [
      [units[0]!.subject, units[1]!.revision],
      [units[0]!.subject, page.publishedRevisionId!],
      [REFUNDS, page.publishedRevisionId!],
      [CATALOG, units[0]!.revision],
      [units[0]!.subject, randomUUID()],
      [units[0]!.subject, "' OR 1=1"],
      [{ type: 'course', courseId: courseIdSchema.parse(randomUUID()) }, units[0]!.revision],
    ] as const)
      expect(await linkPreview(services(), mara, subject, revision)).toEqual({ outcome: 'missing' })
  })
})

describe('what opens nothing', () => {
  it('is a link that was altered, anywhere', async () => {
    const { token } = await linked(units[0]!.subject, units[0]!.revision)
    const parts = token.split('.')
    for (const at of [0, 2, 3, 4]) {
      const part = parts[at]!
      const changed = part.startsWith('A') ? `B${part.slice(1)}` : `A${part.slice(1)}`
      expect(await open(parts.with(at, changed).join('.'))).toBeUndefined()
    }
    for (const other of ['', 'x', token.slice(0, -2), units[0]!.revision, `${token}.`])
      expect(await open(other)).toBeUndefined()
  })
  it('is a link that expired', async () => {
    const { token, expiresAt } = await linked(units[0]!.subject, units[0]!.revision)
    expect(expiresAt.getTime() - now.getTime()).toBe(72 * 3_600_000)
    const before = now
    now = new Date(expiresAt.getTime() - 1)
    expect(await open(token)).toBeDefined()
    now = expiresAt
    expect(await open(token)).toBeUndefined()
    now = before
  })
  it('is a sealed subject with another subject’s revision', async () => {
    const page = await db.prisma.sitePage.findUniqueOrThrow({ where: { name: 'catalog' } })
    const until = now.getTime() + 60_000
    const sealed = (of: string, revision: string) => seal.seal({ of, revision: revision as never, until })
    expect(await open(await sealed(units[0]!.id, units[0]!.revision))).toBeDefined()
    expect(await open(await sealed(units[0]!.id, units[1]!.revision))).toBeUndefined()
    expect(await open(await sealed('catalog', units[0]!.revision))).toBeUndefined()
    expect(await open(await sealed('refund-policy', page.publishedRevisionId!))).toBeUndefined()
    expect(await open(await sealed(units[0]!.id, page.publishedRevisionId!))).toBeUndefined()
    expect(await open(await sealed('../staff', units[0]!.revision))).toBeUndefined()
  })
  it('is what was sealed for another purpose, or elsewhere', async () => {
    const value = { of: units[0]!.id, revision: units[0]!.revision, until: now.getTime() + 60_000 }
    const other = createSeal(SECRET, { purpose: 'handoff', seconds: 600, schema: z.looseObject({}) })
    expect(await open(await other.seal(value))).toBeUndefined()
    const elsewhere = createPreviewSeal('another-secret-of-32-characters-xx')
    expect(await open(await elsewhere.seal(value as never))).toBeUndefined()
  })
})

describe('the draft as a unit’s page', () => {
  it('is what is being written, for whoever reads the catalog', async () => {
    await db.prisma.documentDraft.create({
      data: { courseId: units[1]!.id, content: { title: 'New words' }, updatedBy: 'seed' },
    })
    expect(await readDraftCourse(db, mara, units[1]!.subject)).toMatchObject({
      outcome: 'found',
      course: { content: { title: 'New words' } },
    })
    expect(await readDraftCourse(db, mara, units[0]!.subject)).toMatchObject({
      outcome: 'found',
      course: { content: { title: units[0]!.title } },
    })
    expect(await readDraftCourse(db, actor('support'), units[0]!.subject)).toEqual({ outcome: 'forbidden' })
    expect(await readDraftCourse(db, mara, CATALOG)).toEqual({ outcome: 'missing' })
  })
})
