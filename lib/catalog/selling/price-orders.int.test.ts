import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import { courseIdSchema, priceIdSchema } from '@/lib/ids'
import type { CourseId, PriceId } from '@/lib/ids'
import type { StripePrices } from '@/lib/stripe/price-port'
import { archiveDue, archivePrice } from './archive-price'
import type { SellingServices } from './selling-services'
import { dropPrice, finishPrice } from './settle-pending'

let desk: SellingDesk
let serial = 0
beforeAll(async () => {
  desk = await openSellingDesk()
})
afterAll(() => desk.close())

const withPrices = (over: (real: StripePrices) => Partial<StripePrices>): SellingServices =>
  desk.through({ ...desk.stripe, prices: { ...desk.stripe.prices, ...over(desk.stripe.prices) } })
const killed = new Error('killed')
const dying = {
  before: () => withPrices(() => ({ ensure: () => Promise.reject(killed) })),
  after: () =>
    withPrices((real) => ({
      ensure: async (order) => {
        await real.ensure(order)
        throw killed
      },
    })),
}

/** A unit of its own, priced 100. */
async function newUnit(): Promise<CourseId> {
  const [row] = await desk.rows(
    "INSERT INTO course (sku, slug, kind, sale, position) VALUES ($1, lower($1), 'lab', 'announced', 99) RETURNING id",
    [`RU-ORDER-${(serial += 1)}`],
  )
  const course = courseIdSchema.parse(row?.['id'])
  expect(await desk.change(course, '100')).toEqual({ outcome: 'changed' })
  return course
}

const pendingOf = async (course: CourseId): Promise<PriceId | undefined> =>
  priceIdSchema
    .optional()
    .parse(
      (await desk.prices(course)).find(
        ({ activated, replaced }) => activated === false && replaced === false,
      )?.['id'],
    )

/** Runs what waits until nothing does, with the sweep in between. */
async function settle(course: CourseId): Promise<void> {
  const pending = await pendingOf(course)
  if (pending !== undefined) await finishPrice(desk.services, desk.pia, pending)
  const later = { ...desk.services, clock: { now: () => new Date(Date.now() + 120_000) } }
  for (let round = 0; round < 4; round += 1) {
    for (const id of await desk.takeJobs()) await archivePrice(desk.services, id).catch(() => undefined)
    await archiveDue(later)
  }
}

/** One price is sold at, here and at Stripe; all others are archived, here and there. */
async function expectOneSold(course: CourseId, told: string): Promise<void> {
  const rows = await desk.prices(course)
  const active = rows.filter((row) => row['active'] === true)
  expect(active, told).toHaveLength(1)
  const sold = await desk.sdk.prices.retrieve(String(active[0]?.['stripe']), { expand: ['product'] })
  expect([sold.active, sold.unit_amount], told).toEqual([true, active[0]?.['amount']])
  if (typeof sold.product === 'string' || sold.product.deleted === true) throw new Error('no product')
  expect(sold.product.default_price, told).toBe(sold.id)
  const { data } = await desk.sdk.prices.list({ product: sold.product.id, active: true, limit: 100 })
  expect(
    data.map(({ id }) => id),
    told,
  ).toEqual([sold.id])
  for (const row of rows) expect([row['active'], row['archived']], told).not.toEqual([false, false])
}

type Act = 'change' | 'die before' | 'die after' | 'finish' | 'drop' | 'job' | 'sweep'

async function happen(course: CourseId, act: Act, amount: string): Promise<unknown> {
  const pending = await pendingOf(course)
  const jobs = act === 'job' ? await desk.takeJobs() : []
  switch (act) {
    case 'change':
      return desk.change(course, amount)
    case 'die before':
      return desk.change(course, amount, { using: dying.before() })
    case 'die after':
      return desk.change(course, amount, { using: dying.after() })
    case 'finish':
      return pending && finishPrice(desk.services, desk.pia, pending)
    case 'drop':
      return pending && dropPrice(desk.services, desk.pia, pending)
    case 'job':
      return Promise.all(jobs.map((id) => archivePrice(desk.services, id)))
    case 'sweep':
      return archiveDue({ ...desk.services, clock: { now: () => new Date(Date.now() + 120_000) } })
  }
}

describe('any order of price changes, breaks and jobs', () => {
  it('ends with one price, sold at here and at Stripe', async () => {
    const act = fc.constantFrom<Act>('change', 'die before', 'die after', 'finish', 'drop', 'job', 'sweep')
    const step = fc.record({ act, amount: fc.constantFrom('100', '200', '300'), together: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const course = await newUnit()
        let running: Promise<unknown>[] = []
        for (const { act: next, amount, together } of steps) {
          running.push(happen(course, next, amount).catch(() => undefined))
          if (!together) running = (await Promise.all(running), [])
        }
        await Promise.all(running)
        await settle(course)
        await expectOneSold(course, JSON.stringify(steps))
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

describe('going back to the price before, while that is being archived', () => {
  const archiveOf100 = async (course: CourseId) => {
    expect(await desk.change(course, '200')).toEqual({ outcome: 'changed' })
    const [id, ...more] = await desk.takeJobs()
    if (id === undefined || more.length > 0) throw new Error('not one job')
    return id
  }
  const back = (course: CourseId, using?: SellingServices) =>
    desk.change(course, '100', using === undefined ? {} : { using })

  it('before the job begins: Stripe’s price is taken up again', async () => {
    const course = await newUnit()
    const id = await archiveOf100(course)
    expect(await back(course)).toEqual({ outcome: 'changed' })
    await archivePrice(desk.services, id)
    const [first, , third] = await desk.prices(course)
    expect(third?.['stripe']).toBe(first?.['stripe'])
    expect(first).toMatchObject({ archived: true })
    await settle(course)
    await expectOneSold(course, 'before')
  })

  it('just before Stripe archives it: it is sold at again before the job ends', async () => {
    const course = await newUnit()
    const id = await archiveOf100(course)
    const slow = withPrices((real) => ({
      archive: async (...of) => {
        expect(await back(course)).toEqual({ outcome: 'changed' })
        return real.archive(...of)
      },
    }))
    await expect(archivePrice(slow, id)).rejects.toThrow('meanwhile')
    const active = (await desk.prices(course)).find((row) => row['active'] === true)
    expect((await desk.sdk.prices.retrieve(String(active?.['stripe']))).active).toBe(true)
    await archivePrice(desk.services, id)
    await settle(course)
    await expectOneSold(course, 'just before')
  })

  it('between being written down and being found: the job leaves it alone', async () => {
    const course = await newUnit()
    const id = await archiveOf100(course)
    const slow = withPrices((real) => ({
      ensure: async (order) => {
        const made = await real.ensure(order)
        await archivePrice(desk.services, id)
        return made
      },
    }))
    expect(await back(course, slow)).toEqual({ outcome: 'changed' })
    expect((await desk.prices(course))[0]).toMatchObject({ archived: false })
    await settle(course)
    await expectOneSold(course, 'between')
  })

  it('after a job died right behind Stripe: the next try sells at it again', async () => {
    const course = await newUnit()
    const id = await archiveOf100(course)
    const dies = withPrices((real) => ({
      archive: async (...of) => {
        expect(await back(course)).toEqual({ outcome: 'changed' })
        await real.archive(...of)
        throw killed
      },
    }))
    await expect(archivePrice(dies, id)).rejects.toBe(killed)
    await archivePrice(desk.services, id)
    await settle(course)
    await expectOneSold(course, 'died')
  })

  it('after it was archived: Stripe makes another', async () => {
    const course = await newUnit()
    await archivePrice(desk.services, await archiveOf100(course))
    expect(await back(course)).toEqual({ outcome: 'changed' })
    const [first, , third] = await desk.prices(course)
    expect(third?.['stripe']).not.toBe(first?.['stripe'])
    await settle(course)
    await expectOneSold(course, 'after')
  })
})
