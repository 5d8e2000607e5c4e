import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { draftSchema } from '../documents/draft-shape'
import { courseFields } from '../documents/course-fields'
import { createUnit } from './create-unit'
import { duplicateUnit } from './duplicate-unit'
import { listUnits } from './list-units'
import { moveUnit } from './move-unit'
import { readUnit } from './read-unit'

let desk: SellingDesk
beforeAll(async () => {
  desk = await openSellingDesk()
})
afterAll(() => desk.close())

const list = async (filter = {}) => {
  const found = await listUnits(desk.services, desk.mara, filter)
  if (found.outcome !== 'found') throw new Error(found.outcome)
  return found
}
const skus = async (filter = {}) => (await list(filter)).units.map(({ sku }) => sku)
const create = (typed: object) =>
  createUnit(desk.services, desk.mara, { sku: '', slug: '', kind: 'lab', title: '', ...typed })
const created = async (sku: string, kind = 'lab'): Promise<CourseId> => {
  const result = await create({ sku, slug: sku.toLowerCase(), kind, title: `Title of ${sku}` })
  if (result.outcome !== 'created') throw new Error(JSON.stringify(result))
  return result.courseId
}
const problems = (result: { outcome: string }) =>
  'problems' in result && Array.isArray(result.problems)
    ? result.problems.map(({ path, message }) => `${path}: ${message}`)
    : result.outcome
const draftOfRow = async (course: CourseId) => {
  const [row] = await desk.rows('SELECT content, updated_by FROM document_draft WHERE course_id = $1', [
    course,
  ])
  return z.object({ content: z.record(z.string(), z.unknown()), updated_by: z.string() }).parse(row)
}

describe('a new unit', () => {
  it('is announced, last, and begins as a draft with its title', async () => {
    const course = await created('RU-LAB-NEW')
    const { units, total } = await list()
    expect(total).toBe(units.length)
    expect(units.at(-1)).toMatchObject({
      courseId: course,
      title: 'Title of RU-LAB-NEW',
      sale: 'announced',
      states: ['draft'],
      price: undefined,
      placeholder: false,
      editedBy: 'Mara Marsh',
      first: false,
      last: true,
    })
    const { content, updated_by } = await draftOfRow(course)
    expect(updated_by).toBe(`staff:${desk.mara.staffId}`)
    expect(content).toEqual({ ...draftSchema(courseFields('lab')).parse({}), title: 'Title of RU-LAB-NEW' })
    const read = await readUnit(desk.services, desk.mara, course)
    expect(read).toMatchObject({
      unit: {
        published: false,
        skuFixed: false,
        slugFixed: false,
        blockers: ['not-published', 'no-price', 'not-mapped'],
        flockjay: { id: undefined },
      },
    })
    expect(await desk.audits(course)).toMatchObject([
      { action: 'unit.create', detail: { sku: 'RU-LAB-NEW' } },
    ])
  })

  it('has a message for each field that does not fit', async () => {
    expect(problems(await create({ kind: 'book' }))).toEqual([
      'title: Enter the title',
      'kind: Choose what it is',
      'sku: Enter the SKU',
      'slug: Enter the address',
    ])
    expect(problems(await create({ title: 'x'.repeat(61), sku: 'lab-x', slug: 'A b' }))).toEqual([
      'title: Title must be 60 characters or fewer; it has 61',
      'sku: SKU must be RU and capital letters or digits, joined by dashes, such as RU-LAB-LOCKS',
      'slug: Address must be small letters and digits, joined by dashes, such as distributed-locks',
    ])
    const long = { title: 'x', sku: `RU-${'X'.repeat(38)}`, slug: 'x'.repeat(81) }
    expect(problems(await create(long))).toEqual([
      'sku: SKU must be 40 characters or fewer; it has 41',
      'slug: Address must be 80 characters or fewer; it has 81',
    ])
    const taken = { title: 'x', sku: 'RU-LAB-LOCKS', slug: 'redis-json' }
    expect(problems(await create(taken))).toEqual([
      'sku: Another unit has this SKU',
      expect.stringMatching(/^slug: Another unit has this address: RU-/),
    ])
  })

  it('is made once of three at the same moment', async () => {
    const typed = { sku: 'RU-LAB-ONCE', slug: 'once', title: 'Once' }
    const results = await Promise.all([create(typed), create(typed), create(typed)])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['created', 'invalid', 'invalid'])
  })
})

describe('a duplicate', () => {
  it('has the words of what is public, its own title, and no price', async () => {
    const original = await desk.courseId('RU-LAB-LOCKS')
    const typed = { sku: 'RU-LAB-LOCKS-2', slug: 'locks-2', title: 'Locks again' }
    const made = await duplicateUnit(desk.services, desk.mara, original, typed)
    if (made.outcome !== 'created') throw new Error(made.outcome)
    const { content } = await draftOfRow(made.courseId)
    const [revision] = await desk.rows(
      'SELECT r.content FROM course c JOIN course_revision r ON r.id = c.published_revision_id WHERE c.id = $1',
      [original],
    )
    const words = z
      .object({ content: z.object({ tagline: z.string(), durationMinutes: z.number() }) })
      .parse(revision)
    expect(content).toMatchObject({
      title: 'Locks again',
      tagline: words.content.tagline,
      durationMinutes: String(words.content.durationMinutes),
    })
    expect(await desk.prices(made.courseId)).toEqual([])
    expect((await list()).units.at(-1)).toMatchObject({
      sku: 'RU-LAB-LOCKS-2',
      kind: 'lab',
      sale: 'announced',
    })
  })

  it('has the draft’s words where there is one, and its own ids of dates', async () => {
    const training = await created('RU-LIVE-ONE', 'live-training')
    const session = {
      id: randomUUID(),
      startsAt: '2027-03-09T17:00',
      zone: 'UTC',
      minutes: '60',
      seats: '20',
    }
    await desk.rows(
      `UPDATE document_draft SET content = content || jsonb_build_object('tagline', 'Drafted', 'sessions', jsonb_build_array($2::jsonb))
       WHERE course_id = $1`,
      [training, JSON.stringify(session)],
    )
    const typed = { sku: 'RU-LIVE-TWO', slug: 'live-two', title: 'Two' }
    const made = await duplicateUnit(desk.services, desk.mara, training, typed)
    if (made.outcome !== 'created') throw new Error(made.outcome)
    const { content } = await draftOfRow(made.courseId)
    const [copy] = z.array(z.looseObject({ id: z.uuid() })).parse(content['sessions'])
    expect(content).toMatchObject({ tagline: 'Drafted', title: 'Two' })
    expect(copy).toMatchObject({ startsAt: session.startsAt, seats: '20' })
    expect(copy?.id).not.toBe(session.id)
  })

  it('of nothing is missing; of what does not fit is invalid', async () => {
    const typed = { sku: 'RU-LAB-LOCKS', slug: 'locks-3', title: '' }
    const nowhere = courseIdSchema.parse(randomUUID())
    expect(await duplicateUnit(desk.services, desk.mara, nowhere, typed)).toEqual({ outcome: 'missing' })
    const original = await desk.courseId('RU-LAB-LOCKS')
    expect(problems(await duplicateUnit(desk.services, desk.mara, original, typed))).toEqual([
      'title: Enter the title',
    ])
    const again = { ...typed, title: 'x' }
    expect(problems(await duplicateUnit(desk.services, desk.mara, original, again))).toEqual([
      'sku: Another unit has this SKU',
    ])
  })
})

describe('the order', () => {
  it('changes with the neighbour, also where places are shared or have gaps', async () => {
    const before = await skus()
    await desk.rows("UPDATE course SET position = position / 2 * 7 WHERE kind <> 'x'")
    const shared = await skus()
    expect(shared.toSorted()).toEqual(before.toSorted())
    const third = await desk.courseId(String(shared[2]))
    expect(await moveUnit(desk.services, desk.mara, third, 'up')).toEqual({ outcome: 'moved' })
    const expected = [shared[0], shared[2], shared[1], ...shared.slice(3)]
    expect(await skus()).toEqual(expected)
    expect(await moveUnit(desk.services, desk.mara, third, 'down')).toEqual({ outcome: 'moved' })
    expect(await skus()).toEqual(shared)
  })

  it('ends at its ends', async () => {
    const all = await skus()
    const [first, last] = [await desk.courseId(String(all[0])), await desk.courseId(String(all.at(-1)))]
    expect(await moveUnit(desk.services, desk.mara, first, 'up')).toEqual({ outcome: 'at-end' })
    expect(await moveUnit(desk.services, desk.mara, last, 'down')).toEqual({ outcome: 'at-end' })
    expect(await skus()).toEqual(all)
    const nowhere = courseIdSchema.parse(randomUUID())
    expect(await moveUnit(desk.services, desk.mara, nowhere, 'up')).toEqual({ outcome: 'missing' })
  })

  it('keeps every move of many at once', async () => {
    const all = await skus()
    const last = await desk.courseId(String(all.at(-1)))
    const moves = await Promise.all(
      Array.from({ length: 5 }, () => moveUnit(desk.services, desk.mara, last, 'up')),
    )
    expect(moves.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'moved'))
    expect(await skus()).toEqual([...all.slice(0, -6), all.at(-1), ...all.slice(-6, -1)])
    const positions = await desk.rows('SELECT position FROM course ORDER BY position')
    expect(positions.map(({ position }) => position)).toEqual(positions.map((_, index) => index))
  })
})

describe('the list', () => {
  it('finds by title, SKU and address, and by state', async () => {
    expect(await skus({ search: ' lab-LOCKS ' })).toEqual(expect.arrayContaining(['RU-LAB-LOCKS']))
    expect(await skus({ search: 'distributed locks' })).toEqual(['RU-LAB-LOCKS'])
    expect(await skus({ search: '%' })).toEqual([])
    expect(await skus({ state: 'retired' })).toEqual([])
    const course = await desk.courseId('RU-LAB-LOCKS')
    await desk.rows("UPDATE course SET sale = 'retired', retired_reason = 'old' WHERE id = $1", [course])
    await desk.rows(
      `INSERT INTO publication (course_id, course_revision_id, state, due_at, zone, created_by)
       SELECT id, published_revision_id, 'scheduled', '2027-01-01', 'Europe/London', 'system' FROM course WHERE id = $1`,
      [course],
    )
    const { units, total } = await list({ state: 'scheduled' })
    expect(units).toMatchObject([
      {
        sku: 'RU-LAB-LOCKS',
        states: ['scheduled', 'retired'],
        scheduledFor: { dueAt: new Date('2027-01-01T00:00:00Z'), zone: 'Europe/London' },
        placeholder: true,
        editedBy: 'the seed',
      },
    ])
    expect(total).toBeGreaterThan(units.length)
    expect(await skus({ state: 'published' })).not.toContain('RU-LAB-LOCKS')
  })
})
