import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { createUnit } from './create-unit'
import { identifyUnit } from './identify-unit'
import { readUnit } from './read-unit'

let desk: SellingDesk
beforeAll(async () => {
  desk = await openSellingDesk()
})
afterAll(() => desk.close())

const created = async (sku: string): Promise<CourseId> => {
  const typed = { sku, slug: sku.toLowerCase(), kind: 'lab', title: sku }
  const result = await createUnit(desk.services, desk.mara, typed)
  if (result.outcome !== 'created') throw new Error(JSON.stringify(result))
  return result.courseId
}
const problems = (result: Awaited<ReturnType<typeof identifyUnit>>) =>
  result.outcome === 'invalid'
    ? result.problems.map(({ path, message }) => `${path}: ${message}`)
    : result.outcome

/** A checkout that has written its attempt and not committed it. */
async function beginsToBuy(course: CourseId): Promise<{ goOn: () => Promise<void> }> {
  const buyer = await desk.services.db.pool.connect()
  await buyer.query('BEGIN')
  await buyer.query(
    `INSERT INTO customer (identity, smid, email, email_key) VALUES ('claimed', 'W-1', 'w@example.com', 'w@example.com')`,
  )
  await buyer.query(
    `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
       confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, holder, expires_at)
     SELECT $2, 'RU-7F3K-91QD', u.id, c.id, c.published_revision_id, p.id, 'default', 'creating', 'US', '2026-11-21', now(), '{}',
       decode(repeat('ab', 32), 'hex'), 'W-1', 'claimed', 'browser', now() + interval '23 hours'
     FROM course c JOIN price p ON p.course_id = c.id, customer u WHERE c.id = $1 AND u.smid = 'W-1'`,
    [course, randomUUID()],
  )
  return {
    goOn: async () => {
      await buyer.query('COMMIT')
      buyer.release()
    },
  }
}

async function untilSomebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const waiting = await desk.rows(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    if (waiting.length > 0) return
  }
  throw new Error('nobody waits')
}

describe('SKU and address', () => {
  const identify = (course: CourseId, typed: object) =>
    identifyUnit(desk.services, desk.mara, course, {
      sku: 'RU-LAB-NEW',
      slug: 'ru-lab-new',
      repeatable: false,
      ...typed,
    })

  it('change as long as nobody began to buy and nothing is public; prices are made again', async () => {
    const course = await created('RU-LAB-NEW')
    await created('RU-LAB-ONCE')
    await desk.change(course, '150')
    expect(await identify(course, {})).toEqual({ outcome: 'unchanged' })
    expect(await identify(course, { repeatable: true })).toEqual({ outcome: 'changed' })
    expect((await desk.prices(course))[0]?.['stripe']).not.toBeNull()
    expect(await identify(course, { sku: 'RU-LAB-NEWER', slug: 'newer' })).toEqual({ outcome: 'changed' })
    expect((await desk.prices(course))[0]).toMatchObject({ active: true, stripe: null })
    expect(await readUnit(desk.services, desk.mara, course)).toMatchObject({
      unit: {
        sku: 'RU-LAB-NEWER',
        slug: 'newer',
        repeatable: false,
        blockers: ['not-published', 'no-stripe-price', 'not-mapped'],
        prices: [{ current: { atStripe: false } }, {}],
      },
    })
    expect(problems(await identify(course, { sku: 'RU-LAB-ONCE', slug: 'ru-lab-once' }))).toHaveLength(2)
    expect(problems(await identify(course, { sku: '', slug: '-' }))).toHaveLength(2)
  })

  it('are fixed once somebody began to buy, or the page was published', async () => {
    const course = await desk.courseId('RU-LAB-FULL-TEXT')
    const [row] = await desk.rows('SELECT slug, repeatable FROM course WHERE id = $1', [course])
    const same = { sku: 'RU-LAB-FULL-TEXT', slug: String(row?.['slug']), repeatable: false }
    expect(problems(await identify(course, { ...same, sku: 'RU-LAB-OTHER' }))).toEqual([
      'sku: Take the unit off sale before you change its SKU',
    ])
    await desk.open('somebody@example.com', { sku: 'RU-LAB-FULL-TEXT' })
    expect(await readUnit(desk.services, desk.mara, course)).toMatchObject({
      unit: { skuFixed: true, slugFixed: true },
    })
    expect(problems(await identify(course, { ...same, sku: 'RU-LAB-OTHER', slug: 'other' }))).toEqual([
      'sku: The SKU is fixed: somebody began to buy',
      'slug: The address is fixed: the page was published',
    ])
    expect(await identify(course, { ...same, repeatable: true })).toEqual({ outcome: 'changed' })
    const nowhere = courseIdSchema.parse(randomUUID())
    expect(await identify(nowhere, {})).toEqual({ outcome: 'missing' })
  })

  it('a change waits for whoever is beginning to buy, and is then refused', async () => {
    const course = await desk.courseId('RU-LAB-LOCKS')
    await desk.rows("UPDATE course SET sale = 'announced' WHERE id = $1", [course])
    const buyer = await beginsToBuy(course)
    const [row] = await desk.rows('SELECT slug FROM course WHERE id = $1', [course])
    const waiting = identify(course, { sku: 'RU-LAB-LOCKS-9', slug: String(row?.['slug']) })
    await untilSomebodyWaits()
    await buyer.goOn()
    expect(problems(await waiting)).toEqual(['sku: The SKU is fixed: somebody began to buy'])
  })
})
