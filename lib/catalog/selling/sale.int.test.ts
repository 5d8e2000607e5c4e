import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import { createFlockjayClient } from '@/lib/flockjay/client'
import { courseIdSchema, priceIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { createUnit } from './create-unit'
import { mapFlockjay } from './map-flockjay'
import { proposePrice } from './propose-price'
import { retireUnit, sellUnit, unretireUnit } from './sale'
import { finishPrice } from './settle-pending'

let desk: SellingDesk
let course: CourseId
let serial = 0
const nowhere = courseIdSchema.parse(randomUUID())
beforeAll(async () => {
  desk = await openSellingDesk()
  desk.flockjayEmulator.setCourses([
    { id: 'fj-new', sku: 'RU-ANY', title: 'A new course', kind: 'lab' },
    { id: 'fj/ö?#', sku: 'RU-ODD', title: 'Odd', kind: 'lab' },
    { id: 'a/b?c#d', sku: 'RU-ODD', title: 'Odd but allowed', kind: 'lab' },
  ])
})
afterAll(() => desk.close())
beforeEach(async () => {
  const sku = `RU-SALE-${(serial += 1)}`
  const typed = { sku, slug: sku.toLowerCase(), kind: 'lab', title: sku }
  const made = await createUnit(desk.services, desk.mara, typed)
  if (made.outcome !== 'created') throw new Error(made.outcome)
  course = made.courseId
  // The test before may have given the course away; units on sale keep one.
  await desk.rows("UPDATE course SET flockjay_course_id = 'was-' || sku WHERE flockjay_course_id = 'fj-new'")
})

const map = (id: string, using = desk.services) => mapFlockjay(using, desk.mara, course, id)
const sell = (sale: 'open' | 'announced') => sellUnit(desk.services, desk.mara, course, sale)
const publish = () =>
  desk
    .rows(
      `WITH r AS (INSERT INTO course_revision (course_id, number, content, created_by)
       SELECT $1, 1, r.content, 'seed' FROM course c JOIN course_revision r ON r.id = c.published_revision_id
       WHERE c.sku = 'RU-LAB-LOCKS' RETURNING id) SELECT id FROM r`,
      [course],
    )
    .then(([row]) =>
      desk.rows('UPDATE course SET published_revision_id = $2 WHERE id = $1', [course, row?.['id']]),
    )
const row = async () =>
  (
    await desk.rows(
      'SELECT sale, retired_reason AS reason, flockjay_course_id AS flockjay, flockjay_checked_at AS checked FROM course WHERE id = $1',
      [course],
    )
  )[0]

describe('a unit on sale', () => {
  it('has everything that a sale needs, step by step', async () => {
    expect(await sell('open')).toEqual({
      outcome: 'blocked',
      blockers: ['not-published', 'no-price', 'not-mapped'],
    })
    await publish()
    expect(await sell('open')).toEqual({ outcome: 'blocked', blockers: ['no-price', 'not-mapped'] })
    expect(await desk.change(course, '99')).toEqual({ outcome: 'changed' })
    expect(await sell('open')).toEqual({ outcome: 'blocked', blockers: ['not-mapped'] })
    expect(await map('fj-new')).toEqual({ outcome: 'mapped', title: 'A new course' })
    await desk.rows('UPDATE price SET stripe_price_id = NULL WHERE course_id = $1', [course])
    expect(await sell('open')).toEqual({ outcome: 'blocked', blockers: ['no-stripe-price'] })
    const [price] = await desk.prices(course)
    const finished = await finishPrice(desk.services, desk.pia, priceIdSchema.parse(price?.['id']))
    expect(finished).toEqual({ outcome: 'changed' })
    expect(await sell('announced')).toEqual({ outcome: 'unchanged' })
    expect(await sell('open')).toEqual({ outcome: 'changed' })
    expect(await row()).toMatchObject({ sale: 'open' })
    expect(await sell('announced')).toEqual({ outcome: 'changed' })
    expect((await desk.audits(course)).map(({ action }) => action)).toEqual([
      'unit.create',
      'price.confirm',
      'price.activate',
      'unit.map',
      'price.make',
      'unit.sell',
      'unit.sell',
    ])
    expect(await sellUnit(desk.services, desk.mara, nowhere, 'open')).toEqual({ outcome: 'missing' })
  })

  it('can be bought, at the price that was set', async () => {
    await publish()
    await desk.change(course, '88')
    await map('fj-new')
    await sell('open')
    const session = await desk.open('learner@example.com', { sku: `RU-SALE-${serial}` })
    expect((await desk.sdk.checkout.sessions.retrieve(session)).amount_subtotal).toBe(8_800)
  })

  it('is no live training: seats are not sold yet', async () => {
    const typed = { sku: `RU-LIVE-${serial}`, slug: `live-${serial}`, kind: 'live-training', title: 'Live' }
    const made = await createUnit(desk.services, desk.mara, typed)
    if (made.outcome !== 'created') throw new Error(made.outcome)
    expect(await sellUnit(desk.services, desk.mara, made.courseId, 'open')).toMatchObject({
      outcome: 'blocked',
      blockers: ['live-training', 'not-published', 'no-price', 'not-mapped'],
    })
    expect(
      await proposePrice(desk.services, desk.pia, made.courseId, {
        account: 'default',
        currency: 'USD',
        amount: '9',
      }),
    ).toMatchObject({ outcome: 'proposed', before: undefined })
  })

  it('retires with a reason, and comes back announced', async () => {
    const retire = (reason: string) => retireUnit(desk.services, desk.mara, course, reason)
    expect(await retire(' x ')).toMatchObject({
      outcome: 'invalid',
      problems: [{ path: 'reason', message: 'Write why it is retired' }],
    })
    expect(await retire('x'.repeat(501))).toMatchObject({ outcome: 'invalid' })
    expect(await unretireUnit(desk.services, desk.mara, course)).toEqual({ outcome: 'unchanged' })
    expect(await retire('Replaced by the new lab.')).toEqual({ outcome: 'retired' })
    expect(await row()).toMatchObject({ sale: 'retired', reason: 'Replaced by the new lab.' })
    expect(await retire('Again')).toEqual({ outcome: 'unchanged' })
    expect(await sell('announced')).toEqual({ outcome: 'retired' })
    expect(await unretireUnit(desk.services, desk.mara, course)).toEqual({ outcome: 'announced' })
    expect(await row()).toMatchObject({ sale: 'announced', reason: null })
    expect(await desk.audits(course)).toMatchObject([
      { action: 'unit.create' },
      { action: 'unit.retire', detail: { reason: 'Replaced by the new lab.' } },
      { action: 'unit.unretire', detail: { reason: 'Replaced by the new lab.' } },
    ])
    expect(await retireUnit(desk.services, desk.mara, nowhere, 'Gone')).toEqual({ outcome: 'missing' })
    expect(await unretireUnit(desk.services, desk.mara, nowhere)).toEqual({ outcome: 'missing' })
  })
})

describe('the course in Flockjay', () => {
  const unchecked = { flockjay: null, checked: null }

  it('is written only when Flockjay has it', async () => {
    expect(await map('fj-unknown')).toEqual({ outcome: 'unknown-there' })
    const gone = {
      ...desk.services,
      flockjay: createFlockjayClient({ apiUrl: 'http://127.0.0.1:9', token: 't' }),
    }
    expect(await map('fj-new', gone)).toEqual({ outcome: 'unreachable' })
    desk.flockjayEmulator.faults.replace([
      { match: 'GET /courses/', effect: 'shows-another-course', times: 1 },
    ])
    expect(await map('fj-new')).toEqual({ outcome: 'unreachable' })
    expect(await row()).toMatchObject(unchecked)
    expect(await map(' fj-new ')).toEqual({ outcome: 'mapped', title: 'A new course' })
    expect(await row()).toMatchObject({ flockjay: 'fj-new', checked: expect.any(Date) })
    expect(await map('a/b?c#d')).toEqual({ outcome: 'mapped', title: 'Odd but allowed' })
  })

  it.each([
    ['', 'Enter the course id'],
    ['a b', 'Course id must have no spaces and no letters with accents'],
    ['fj/ö?#', 'Course id must have no spaces and no letters with accents'],
    ['x'.repeat(65), 'Course id must be 64 characters or fewer; it has 65'],
  ])('%j is no id', async (id, message) => {
    expect(await map(id)).toEqual({ outcome: 'invalid', problems: [{ path: 'flockjayCourseId', message }] })
  })

  it('is opened by one unit', async () => {
    expect(await map('fj-new')).toMatchObject({ outcome: 'mapped' })
    expect(await map('fj-new')).toMatchObject({ outcome: 'mapped' })
    const other = await mapFlockjay(desk.services, desk.mara, await desk.courseId('RU-LAB-LOCKS'), 'fj-new')
    expect(other).toMatchObject({
      outcome: 'invalid',
      problems: [{ message: `Another unit opens this course: RU-SALE-${serial}` }],
    })
    expect(await mapFlockjay(desk.services, desk.mara, nowhere, 'fj-new')).toEqual({ outcome: 'missing' })
  })
})
