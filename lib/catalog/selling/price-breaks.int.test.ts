import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import { courseIdSchema, priceIdSchema, skuSchema } from '@/lib/ids'
import type { CourseId, PriceId } from '@/lib/ids'
import type { StripePrices } from '@/lib/stripe/price-port'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { archiveDue, archivePrice } from './archive-price'
import { identifyUnit } from './identify-unit'
import type { SellingServices } from './selling-services'
import { dropPrice, finishPrice } from './settle-pending'

let desk: SellingDesk
let course: CourseId
let sku: string
let serial = 0
beforeAll(async () => {
  desk = await openSellingDesk()
})
afterAll(() => desk.close())
/** A unit of its own for each test, priced 100 and made at Stripe. */
beforeEach(async () => {
  sku = `RU-TEST-${(serial += 1)}`
  const [row] = await desk.rows(
    "INSERT INTO course (sku, slug, kind, sale, position) VALUES ($1, lower($1), 'lab', 'announced', 99) RETURNING id",
    [sku],
  )
  course = courseIdSchema.parse(row?.['id'])
  expect(await desk.change(course, '100')).toEqual({ outcome: 'changed' })
})

const killed = new Error('killed')
/** The web process or worker with another hand on Stripe's prices. */
const withPrices = (over: (real: StripePrices) => Partial<StripePrices>): SellingServices =>
  desk.through({ ...desk.stripe, prices: { ...desk.stripe.prices, ...over(desk.stripe.prices) } })
const dyingBefore = () => withPrices(() => ({ ensure: () => Promise.reject(killed) }))
const dyingAfter = () =>
  withPrices((real) => ({
    ensure: async (order) => {
      await real.ensure(order)
      throw killed
    },
  }))
const later = (): SellingServices => ({
  ...desk.services,
  clock: { now: () => new Date(Date.now() + 120_000) },
})
const last = async (): Promise<PriceId> => priceIdSchema.parse((await desk.prices(course)).at(-1)?.['id'])
const finish = async (using = desk.services) => finishPrice(using, desk.pia, await last())
const drop = async () => dropPrice(desk.services, desk.pia, await last())
const product = () => desk.sdk.products.retrieve(`prod_${sku.replaceAll('-', '_')}`)
const stripePrices = async () =>
  (await desk.sdk.prices.list({ product: (await product()).id, limit: 100 })).data
    .map(({ id, unit_amount, active }) => ({ id, amount: unit_amount, active }))
    .toSorted((one, other) => (one.amount ?? 0) - (other.amount ?? 0))
const standing = async () =>
  (await desk.prices(course)).map(({ amount, active, activated, replaced }) =>
    [amount, active ? 'active' : activated ? 'earlier' : replaced ? 'dropped' : 'pending'].join(' '),
  )

describe('a price change that breaks off', () => {
  it.each([
    ['before Stripe', dyingBefore],
    ['after Stripe', dyingAfter],
  ])('%s is finished later, with one price at Stripe', async (_name, dying) => {
    await expect(desk.change(course, '200', { using: dying() })).rejects.toBe(killed)
    expect(await standing()).toEqual(['10000 active', '20000 pending'])
    expect(await desk.change(course, '300')).toEqual({ outcome: 'pending' })
    expect(await finish()).toEqual({ outcome: 'changed' })
    expect(await standing()).toEqual(['10000 earlier', '20000 active'])
    await desk.runJobs()
    expect(await stripePrices()).toMatchObject([
      { amount: 10_000, active: false },
      { amount: 20_000, active: true },
    ])
    expect(await finish()).toEqual({ outcome: 'changed' })
  })

  it.each([
    ['before Stripe', dyingBefore, 1],
    ['after Stripe', dyingAfter, 2],
  ])('%s can be dropped, and nothing is sold at it', async (_name, dying, made) => {
    await expect(desk.change(course, '200', { using: dying() })).rejects.toBe(killed)
    expect(await drop()).toEqual({ outcome: 'dropped' })
    expect(await drop()).toEqual({ outcome: 'too-late' })
    expect(await finish()).toEqual({ outcome: 'stale' })
    await desk.runJobs()
    expect(await standing()).toEqual(['10000 active', '20000 dropped'])
    const [first, second] = await stripePrices()
    expect([first?.active, second?.active]).toEqual([true, made === 1 ? undefined : false])
    expect((await product()).default_price).toBe(first?.id)
    expect((await desk.prices(course))[1]).toMatchObject({ archived: true })
  })

  it('after it was replaced here: the job is there, and lets checkouts under way be first', async () => {
    await desk.change(course, '200')
    expect(await standing()).toEqual(['10000 earlier', '20000 active'])
    const waits = await desk.rows(
      "SELECT 1 FROM pgboss.job WHERE name = 'price-archive' AND start_after > now() + interval '20 seconds'",
    )
    expect(waits).toHaveLength(1)
    expect(await desk.takeJobs()).toHaveLength(1)
  })

  it('after Stripe archived it: the job is done again', async () => {
    await desk.change(course, '200')
    const [id] = await desk.takeJobs()
    if (id === undefined) throw new Error('no job')
    const dying = withPrices((real) => ({
      archive: async (...of) => {
        await real.archive(...of)
        throw killed
      },
    }))
    await expect(archivePrice(dying, id)).rejects.toBe(killed)
    expect((await desk.prices(course))[0]).toMatchObject({ archived: false })
    await archivePrice(desk.services, id)
    await archivePrice(desk.services, id)
    expect((await desk.prices(course))[0]).toMatchObject({ archived: true })
    expect(await stripePrices()).toMatchObject([{ active: false }, { active: true }])
  })

  it('and lost its job: the sweep makes another, once the first had its time', async () => {
    await desk.change(course, '200')
    await desk.takeJobs()
    await archiveDue(desk.services)
    expect(await desk.takeJobs()).toEqual([])
    await archiveDue(later())
    await desk.runJobs()
    expect((await desk.prices(course))[0]).toMatchObject({ archived: true })
  })
})

describe('Stripe', () => {
  it('unreachable: kept, and finished later', async () => {
    const gone = createStripeAccount({
      account: desk.stripe.account,
      secretKey: 'sk_test_gone',
      webhookSecret: 'whsec_gone',
      apiUrl: 'http://127.0.0.1:9',
    })
    expect(await desk.change(course, '200', { using: desk.through(gone) })).toEqual({
      outcome: 'unreachable',
    })
    expect(await standing()).toEqual(['10000 active', '20000 pending'])
    expect(await finish()).toEqual({ outcome: 'changed' })
    const [id] = await desk.takeJobs()
    if (id === undefined) throw new Error('no job')
    await expect(archivePrice(desk.through(gone), id)).rejects.toThrow('unreachable')
    expect((await desk.prices(course))[0]).toMatchObject({ archived: false })
  })

  it('refusing: kept, with its words', async () => {
    const { id } = await product()
    await desk.sdk.products.update(id, { metadata: { before: 'yes' } })
    const refusing = withPrices(() => ({
      ensure: () => Promise.resolve({ outcome: 'refused', detail: 'No such tax code' }),
    }))
    expect(await desk.change(course, '200', { using: refusing })).toEqual({
      outcome: 'refused',
      detail: 'No such tax code',
    })
    expect(await standing()).toEqual(['10000 active', '20000 pending'])
    expect(await finish()).toEqual({ outcome: 'changed' })
  })

  it('takes real money: a placeholder is never made there', async () => {
    await desk.rows('UPDATE price SET placeholder = true, stripe_price_id = NULL WHERE course_id = $1', [
      course,
    ])
    const live = desk.through({ ...desk.stripe, livemode: true })
    expect(await finish(live)).toMatchObject({ outcome: 'refused' })
    expect(await finish()).toEqual({ outcome: 'changed' })
  })
})

describe('meanwhile', () => {
  const during = (happens: () => Promise<unknown>) =>
    withPrices((real) => ({
      ensure: async (order) => {
        const made = await real.ensure(order)
        await happens()
        return made
      },
    }))

  it('somebody drops it: what Stripe made is archived', async () => {
    expect(await desk.change(course, '200', { using: during(drop) })).toEqual({ outcome: 'stale' })
    await desk.runJobs()
    expect(await standing()).toEqual(['10000 active', '20000 dropped'])
    expect(await stripePrices()).toMatchObject([{ active: true }, { active: false }])
  })

  it('somebody changes the SKU: the price of the old one is not kept', async () => {
    const rename = () =>
      identifyUnit(desk.services, desk.mara, course, {
        sku: `${sku}-NEW`,
        slug: 'renamed',
        repeatable: false,
      })
    expect(await desk.change(course, '200', { using: during(rename) })).toEqual({ outcome: 'stale' })
    expect(await standing()).toEqual(['10000 active', '20000 pending'])
    expect((await stripePrices())[1]).toMatchObject({ amount: 20_000, active: false })
    expect(await finish()).toEqual({ outcome: 'changed' })
    const [, made] = await desk.prices(course)
    expect((await desk.sdk.prices.retrieve(String(made?.['stripe']))).metadata).toEqual({ sku: `${sku}-NEW` })
  })

  it('somebody else finishes it with a price of their own: the one too many is archived', async () => {
    const other = async () => {
      const [found] = (await stripePrices()).filter(({ amount }) => amount === 20_000)
      await desk.sdk.prices.update(String(found?.id), { lookup_key: `lost-${sku}` })
      expect(await finish()).toEqual({ outcome: 'changed' })
    }
    expect(await desk.change(course, '200', { using: during(other) })).toEqual({ outcome: 'changed' })
    const kept = (await desk.prices(course))[1]?.['stripe']
    const made = (await stripePrices()).filter(({ amount }) => amount === 20_000)
    expect(made.filter(({ active }) => active).map(({ id }) => id)).toEqual([kept])
    expect(made).toHaveLength(2)
    expect((await product()).default_price).toBe(kept)
  })
})

it('takes the names of a price from the draft until the page is public', async () => {
  await desk.rows(
    `INSERT INTO document_draft (course_id, content, updated_by) VALUES ($1, '{"title": "Drafted", "description": " "}', 'seed')`,
    [course],
  )
  await desk.change(course, '250')
  expect(await product()).toMatchObject({
    name: 'Drafted',
    description: 'Drafted',
    tax_code: 'txcd_20060058',
    metadata: { sku: skuSchema.parse(sku) },
  })
})
