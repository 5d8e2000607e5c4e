import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { encodeImage } from '@/lib/catalog/images/encode'
import type { StaffActor } from '@/lib/identity/permit'
import type { Role } from '@/lib/identity/role'
import { staffIdSchema } from '@/lib/ids'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { applyImport } from './apply-import'
import { checkImport } from './check-import'
import { exportCatalog } from './export-catalog'
import type { ImportMode, PlannedStep } from './plan'
import { readCatalogFile } from './read-file'
import { writeCatalogFile } from './write-file'
import type { CatalogFile } from './catalog-file'

/** Each stands on its own: none names another as its prerequisite. */
const units = seedCatalog.map((unit) => ({
  ...unit,
  content: { ...unit.content, prerequisites: { text: 'None.', courses: [] } },
}))
const clock = { now: () => new Date('2027-03-01T10:00:00Z') }
let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
let mara: StaffActor
let paul: StaffActor
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  mara = await staff('Mara Marsh', 'marketing')
  paul = await staff('Paul Price', 'marketing-admin')
  await writeCatalog(db, units.slice(0, 3))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

async function staff(name: string, ...roles: Role[]): Promise<StaffActor> {
  const row = await db.prisma.staffMember.create({ data: { issuer: 'https://sso', subject: name, name } })
  return { staffId: staffIdSchema.parse(row.id), name, roles }
}
async function exported(): Promise<string> {
  const result = await exportCatalog(db, mara)
  if (result.outcome !== 'exported') throw new Error(result.outcome)
  return result.text
}
async function planned(text: string, mode: ImportMode = 'published', actor = mara) {
  const result = await checkImport(db, actor, text, mode)
  if (result.outcome !== 'planned') throw new Error(JSON.stringify(result))
  return result
}
async function imported(text: string, mode: ImportMode = 'published', actor = mara) {
  const result = await applyImport({ db, clock }, actor, text, { mode, seen: undefined })
  if (result.outcome !== 'imported') throw new Error(JSON.stringify(result))
  return result.plan
}
const moving = (steps: readonly PlannedStep[]) =>
  steps.filter(({ does }) => does !== 'same').map(({ key, does, changed }) => [key, does, ...changed])
const count = async (table: string) =>
  Number((await db.pool.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n)
const everything = async () =>
  Promise.all(
    [
      'course',
      'course_revision',
      'site_revision',
      'publication',
      'document_draft',
      'price',
      'image',
      'audit',
    ].map(count),
  )
function edited(text: string, change: (file: CatalogFile) => CatalogFile): string {
  const read = readCatalogFile(text)
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read))
  return writeCatalogFile(change(read.file))
}
const seedFile = (from: number, to: number): CatalogFile => ({
  units: units.slice(from, to).map(({ price, taxCode, ...unit }) => ({
    ...unit,
    retiredReason: undefined,
    prices: [
      {
        account: 'default' as never,
        money: { amount: price.minor, currency: price.currency },
        taxCode,
        placeholder: true,
      },
    ],
  })),
  pages: {},
  images: [],
})
/** What an import of its own export says: nothing to do. */
const quiet = async () => moving((await planned(await exported())).plan.steps)

describe('an export', () => {
  it('is the same twice, and importing it changes nothing at all', async () => {
    const first = await exported()
    expect(await exported()).toBe(first)
    const before = await everything()
    expect(await quiet()).toEqual([])
    await imported(first)
    expect(await everything()).toEqual(before)
  })
})

describe('an import', () => {
  it('publishes words that changed, with a revision, the history and the audit, and once only', async () => {
    const text = (await exported()).replace('title: Distributed Locks', 'title: Locks that hold')
    const check = await planned(text)
    expect(moving(check.plan.steps)).toEqual([['RU-LAB-LOCKS', 'publish', 'Title']])
    const before = await everything()
    await imported(text)
    const [course, revision, site, publication, draft, price, image, audit] = before
    expect(await everything()).toEqual([
      course,
      revision! + 1,
      site,
      publication! + 1,
      draft,
      price,
      image,
      audit! + 1,
    ])
    const row = await db.prisma.course.findUniqueOrThrow({
      where: { sku: 'RU-LAB-LOCKS' },
      include: { publishedRevision: true, publications: true },
    })
    expect(row.publishedRevision).toMatchObject({
      number: 2,
      createdBy: `staff:${mara.staffId}`,
      content: expect.objectContaining({ title: 'Locks that hold' }),
    })
    expect(row.publications.map(({ state }) => state)).toEqual(['done', 'done'])
    const after = await everything()
    expect(moving((await imported(text)).steps)).toEqual([])
    expect(await everything()).toEqual(after)
  })
  it('publishes the other pages of the site too', async () => {
    const text = (await exported()).replace('within 14 days of purchase.', 'within 14 days.')
    const plan = await imported(text)
    expect(moving(plan.steps)).toEqual([['refund-policy', 'publish', 'Policy in one sentence']])
    expect(await exported()).toBe(text)
  })
  it('never changes prices, addresses or the sale of a unit that is here, and says so', async () => {
    const text = (await exported())
      .replace("amount: '19.00'", "amount: '29.00'")
      .replace('slug: distributed-locks', 'slug: other-locks')
    const { plan } = await planned(text, 'published', paul)
    const step = plan.steps.find(({ key }) => key === 'RU-LAB-LOCKS')
    expect(step).toMatchObject({
      does: 'same',
      notes: [
        'Stays as it is here, to be changed under “Selling”: address (in the file other-locks), price at default (in the file $29.00, here $19.00).',
      ],
    })
    const before = await everything()
    await imported(text, 'published', paul)
    expect(await everything()).toEqual(before)
  })
  it('creates what is not here, last in the catalog, announced, with prices only from whoever may set them', async () => {
    const plan = await imported(writeCatalogFile(seedFile(5, 6)))
    expect(plan.steps[0]).toMatchObject({
      does: 'create',
      notes: [
        expect.stringMatching(/^It comes without its price/),
        expect.stringMatching(/^It is announced/),
      ],
    })
    expect(plan.notInFile).toEqual(seedCatalog.slice(0, 3).map(({ sku }) => sku))
    await imported(writeCatalogFile(seedFile(6, 7)), 'published', paul)
    const rows = await db.prisma.course.findMany({
      include: { prices: true, publishedRevision: true, draft: true },
      orderBy: { position: 'asc' },
    })
    expect(rows.map(({ sku }) => sku)).toEqual([0, 1, 2, 5, 6].map((n) => seedCatalog[n]?.sku))
    const [unpriced, priced] = rows.slice(-2)
    expect(unpriced).toMatchObject({ sale: 'announced', prices: [], draft: null })
    expect(priced).toMatchObject({ sale: 'announced', draft: null, publishedRevision: { number: 1 } })
    expect(priced?.prices).toMatchObject([
      { account: 'default', active: true, createdBy: `staff:${paul.staffId}` },
    ])
    expect(await quiet()).toEqual([])
  })
  it('carries images, which must be as we make them', async () => {
    const made = await encodeImage(
      await sharp({ create: { width: 80, height: 40, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    )
    if (made.outcome !== 'encoded') throw new Error(made.why)
    const { id, width, height, large } = made.image
    const withImage = (size: number, webp = large) =>
      edited(writeCatalogFile(seedFile(7, 8)), (file) => ({
        ...file,
        units: file.units.map((unit) => ({
          ...unit,
          content: { ...unit.content, image: { id, alt: 'A red field', width: size, height } },
        })),
        images: webp.length === 0 ? [] : [{ id, large: webp }],
      }))
    const wrong = await checkImport(db, mara, withImage(width + 1), 'published')
    expect(wrong).toMatchObject({ problems: [{ message: 'The image is 80 by 40 pixels' }] })
    const absent = await checkImport(db, mara, withImage(width, new Uint8Array()), 'published')
    expect(absent).toMatchObject({
      problems: [{ message: 'The image is neither in this file nor uploaded here' }],
    })
    const plan = await imported(withImage(width))
    expect(plan.images).toBe(1)
    const text = await exported()
    expect(text).toContain(`  - id: ${id}\n    webp: |\n`)
    expect((await planned(text)).plan.images).toBe(0)
    expect(await quiet()).toEqual([])
  })
})

describe('an import as drafts', () => {
  it('writes drafts and nothing public; the importer’s own draft is kept first, another’s is left', async () => {
    const before = await exported()
    const first = before.replace('title: Locks that hold', 'title: First')
    expect(moving((await imported(first, 'drafts')).steps)).toEqual([['RU-LAB-LOCKS', 'draft', 'Title']])
    expect(await exported()).toBe(before)
    expect(moving((await imported(first, 'drafts')).steps)).toEqual([])
    const second = before.replace('title: Locks that hold', 'title: Second')
    const left = (await imported(second, 'drafts', paul)).steps.find(({ key }) => key === 'RU-LAB-LOCKS')
    expect(left).toMatchObject({
      does: 'leave-draft',
      notes: ['Mara Marsh has a draft of it: it stays as it is.'],
    })
    await imported(second, 'drafts')
    const { draft, revisions } = await db.prisma.course.findUniqueOrThrow({
      where: { sku: 'RU-LAB-LOCKS' },
      include: { draft: true, revisions: { orderBy: { number: 'asc' } } },
    })
    expect(draft).toMatchObject({ version: 2, content: expect.objectContaining({ title: 'Second' }) })
    expect(revisions.at(-1)).toMatchObject({
      number: 3,
      content: expect.objectContaining({ title: 'First' }),
    })
  })
  it('published over a draft, it leaves the draft and says whose it is', async () => {
    const text = (await exported()).replace('title: Locks that hold', 'title: Third')
    const plan = await imported(text, 'published', paul)
    expect(plan.steps.find(({ does }) => does === 'publish')?.notes).toEqual([
      'The draft of Mara Marsh stays; it does not have these words.',
    ])
    expect(await count('document_draft')).toBe(1)
  })
})
