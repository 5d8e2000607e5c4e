import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openTestEmulator,
  refusal,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let names: string[]
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  names = Array.from({ length: 25 }, (_, index) => `P${index}`)
  for (const name of names) await stripe.products.create({ name })
})
afterAll(() => world.emulator.close())

describe('lists', () => {
  it('are newest first and go on by the SDK’s own paging', async () => {
    const all: string[] = []
    for await (const product of stripe.products.list({ limit: 7 })) all.push(product.name)
    expect(all).toEqual(names.toReversed())
  })

  it('go back by ending_before', async () => {
    const page = await stripe.products.list({ limit: 5 })
    const next = await stripe.products.list({ limit: 5, starting_after: page.data.at(-1)!.id })
    const back = await stripe.products.list({ limit: 5, ending_before: next.data[0]!.id })
    expect(back.data.map((row) => row.name)).toEqual(page.data.map((row) => row.name))
  })

  it('refuse cursors that are none, two at once, and limits out of range', async () => {
    expect((await refusal(stripe.products.list({ starting_after: 'prod_no' }))).code).toBe('resource_missing')
    expect(
      (await refusal(stripe.products.list({ starting_after: 'a', ending_before: 'b' }))).message,
    ).toMatch(/only specify one/)
    expect((await refusal(stripe.products.list({ limit: 101 }))).param).toBe('limit')
    expect((await refusal(stripe.products.list({ limit: 0 }))).param).toBe('limit')
  })

  it('filter sessions by status, time and payment', async () => {
    const price = await makePrice(stripe)
    const make = () => stripe.checkout.sessions.create(sessionParams(price))
    const [open, complete] = [await make(), await make()]
    await world.control(`sessions/${complete.id}/pay`)
    const list = async (params: object) =>
      (await stripe.checkout.sessions.list(params)).data.map((row) => row.id)
    expect(await list({ status: 'complete' })).toEqual([complete.id])
    expect(await list({ status: 'open' })).toEqual([open.id])
    const { payment_intent, created } = await stripe.checkout.sessions.retrieve(complete.id)
    expect(await list({ payment_intent })).toEqual([complete.id])
    expect(await list({ created: { gt: created + 60 } })).toEqual([])
    expect(await list({ created: { gte: created - 60, lte: created + 60 } })).toHaveLength(2)
    const charge = (await stripe.charges.list()).data[0]!
    const of = async (params: object) =>
      (await stripe.balanceTransactions.list(params)).data.map((row) => row.source)
    expect([
      await of({ source: charge.id }),
      await of({ type: 'refund' }),
      await of({ type: 'charge' }),
    ]).toEqual([[charge.id], [], [charge.id]])
  })
})

describe('expand', () => {
  it('goes through lists', async () => {
    const price = await makePrice(stripe)
    const list = await stripe.prices.list({ expand: ['data.product'], limit: 1 })
    expect(list.data[0]).toMatchObject({
      id: price,
      product: { object: 'product', name: 'Redis Certified Developer' },
    })
  })

  it('leaves out what is not asked for', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams(await makePrice(stripe)))
    expect([session.line_items, session.total_details?.breakdown]).toEqual([undefined, undefined])
    const asked = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['line_items.data.price.product', 'total_details.breakdown', 'payment_intent'],
    })
    expect(asked.line_items?.data[0]?.price?.product).toMatchObject({ object: 'product' })
    expect([asked.total_details?.breakdown, asked.payment_intent]).toEqual([
      { discounts: [], taxes: [] },
      null,
    ])
    expect((await stripe.checkout.sessions.listLineItems(session.id)).data).toHaveLength(1)
  })

  it('refuses what cannot be expanded, and more than four levels', async () => {
    const [product] = (await stripe.products.list({ limit: 1 })).data
    expect((await refusal(stripe.products.retrieve(product!.id, { expand: ['name'] }))).message).toBe(
      'This property cannot be expanded (name).',
    )
    expect((await refusal(stripe.products.retrieve(product!.id, { expand: ['nope.deep'] }))).message).toBe(
      'This property cannot be expanded (nope.deep).',
    )
    expect((await refusal(stripe.products.retrieve(product!.id, { expand: ['a.b.c.d.e'] }))).message).toMatch(
      /more than 4 levels/,
    )
  })
})
