import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import type { Role } from '@/lib/identity/role'
import { staffIdSchema } from '@/lib/ids'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { applyImport } from './apply-import'
import { checkImport } from './check-import'
import { exportCatalog } from './export-catalog'
import type { ImportMode } from './plan'
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
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  mara = await staff('Mara Marsh', 'marketing')
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
describe('refused is', () => {
  it('whoever may not', async () => {
    const [finance, stranger] = [await staff('Fay', 'finance'), await staff('Nobody')]
    for (const actor of [finance, stranger]) {
      expect(await exportCatalog(db, actor)).toEqual({ outcome: 'forbidden' })
      expect(await checkImport(db, actor, await exported(), 'drafts')).toEqual({ outcome: 'forbidden' })
      const wish = { mode: 'drafts', seen: undefined } as const
      expect(await applyImport({ db, clock }, actor, await exported(), wish)).toEqual({
        outcome: 'forbidden',
      })
    }
  })
  it('another file than the one that was looked at, and a catalog that changed meanwhile', async () => {
    const text = (await exported()).replace('title: Distributed Locks', 'title: Fourth')
    const { seen } = await planned(text)
    const before = await everything()
    const wish = { mode: 'published', seen } as const
    expect(await applyImport({ db, clock }, mara, text.replace('Fourth', 'Fifth'), wish)).toMatchObject({
      outcome: 'changed',
    })
    await db.pool.query("UPDATE course SET repeatable = NOT repeatable WHERE sku = 'RU-LAB-LOCKS'")
    expect(await applyImport({ db, clock }, mara, text, wish)).toMatchObject({ outcome: 'changed' })
    expect(await everything()).toEqual(before)
    const now = await planned(text)
    expect(await applyImport({ db, clock }, mara, text, { mode: 'published', seen: now.seen })).toMatchObject(
      { outcome: 'imported' },
    )
  })
  it('what does not fit here, with its line: another kind, a taken address, a unit that nobody can see', async () => {
    const text = await exported()
    const kind = await checkImport(db, mara, text.replace('kind: lab', 'kind: course'), 'published')
    expect(kind).toMatchObject({
      problems: [
        {
          line: text.slice(0, text.indexOf('kind: lab')).split('\n').length,
          message: 'is lab here, and the kind of a unit is fixed',
        },
      ],
    })
    const sku = await checkImport(
      db,
      mara,
      text.replace('sku: RU-LAB-LOCKS', 'sku: RU-LAB-OTHER'),
      'published',
    )
    expect(sku).toMatchObject({
      problems: [
        { message: 'is the address of RU-LAB-LOCKS here' },
        { message: 'is the Flockjay course of RU-LAB-LOCKS here' },
      ],
    })
    const [unit] = seedCatalog
    const content = {
      ...unit!.content,
      prerequisites: { text: 'None.', courses: ['RU-LAB-NOBODY', unit!.sku] as never[] },
    }
    const named = edited(text, (file) => ({ ...file, units: [{ ...file.units[0]!, content }] }))
    expect(await checkImport(db, mara, named, 'published')).toMatchObject({
      problems: [
        { message: 'There is no public unit RU-LAB-NOBODY, here or in this file' },
        { message: 'is the unit itself' },
      ],
    })
  })
  it('all of a file of which one unit cannot be written', async () => {
    const before = await everything()
    const file = seedFile(8, 10)
    const broken = {
      ...clock,
      now: () => {
        throw new Error('the clock stopped')
      },
    }
    await expect(
      applyImport({ db, clock: broken }, mara, writeCatalogFile(file), {
        mode: 'published',
        seen: undefined,
      }),
    ).rejects.toThrow('stopped')
    expect(await everything()).toEqual(before)
  })
})
