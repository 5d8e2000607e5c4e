import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { confirmPrice } from './confirm-price'
import { proposePrice } from './propose-price'
import { readUnit } from './read-unit'

const LOCKS = 'RU-LAB-LOCKS'
const usd = { account: 'default', currency: 'USD' }
let desk: SellingDesk
let course: CourseId
beforeAll(async () => {
  desk = await openSellingDesk()
  course = await desk.courseId(LOCKS)
})
afterAll(() => desk.close())

const propose = (amount: string, actor = desk.pia) =>
  proposePrice(desk.services, actor, course, { ...usd, amount })
const proofOf = async (amount: string) => {
  const proposed = await propose(amount)
  if (proposed.outcome !== 'proposed') throw new Error(proposed.outcome)
  return proposed.proof
}
const unit = async () => {
  const read = await readUnit(desk.services, desk.mara, course)
  if (read.outcome !== 'found') throw new Error(read.outcome)
  return read.unit
}
const atStripe = async (id: unknown) => (await desk.sdk.prices.retrieve(String(id))).active
const defaultPrice = async () =>
  (await desk.sdk.products.retrieve(`prod_${LOCKS.replaceAll('-', '_')}`)).default_price

/** With another first letter of what authenticates it. */
const changed = (proof: string) =>
  proof.replace(/\.(.)([^.]*)$/, (_, first: string, rest: string) => `.${first === 'A' ? 'B' : 'A'}${rest}`)

describe('a price change', () => {
  it('shows what it would change, and writes nothing', async () => {
    const before = await desk.prices(course)
    expect(before).toMatchObject([{ active: true, placeholder: true, currency: 'USD' }])
    const proposed = await propose('249')
    expect(proposed).toMatchObject({
      outcome: 'proposed',
      before: { amount: BigInt(Number(before[0]?.['amount'])), currency: 'USD' },
      after: { amount: 24_900n, currency: 'USD' },
    })
    expect(await desk.prices(course)).toEqual(before)
    expect(await desk.audits(course)).toEqual([])
  })

  it('replaces the old price: new one at Stripe and default, old one archived, open sessions keep it', async () => {
    const session = await desk.open('open-session@example.com', { sku: LOCKS })
    const [old] = await desk.prices(course)
    expect(await desk.change(course, '249.00')).toEqual({ outcome: 'changed' })
    expect(await desk.prices(course)).toMatchObject([
      { id: old?.['id'], active: false, replaced: true, archived: false },
      { active: true, placeholder: false, amount: 24_900, activated: true, tax: old?.['tax'] },
    ])
    const now = (await unit()).prices[0]?.current
    expect(now).toMatchObject({
      money: { amount: 24_900n },
      placeholder: false,
      by: 'Pia Petrov',
      atStripe: true,
    })
    const made = (await desk.prices(course))[1]?.['stripe']
    expect(await defaultPrice()).toBe(made)
    expect(await atStripe(old?.['stripe'])).toBe(true)
    await desk.runJobs()
    expect(await atStripe(old?.['stripe'])).toBe(false)
    expect(await atStripe(made)).toBe(true)
    expect((await desk.prices(course))[0]).toMatchObject({ archived: true })
    expect(await desk.pay(session)).toBe(200)
    expect((await desk.sdk.checkout.sessions.retrieve(session)).amount_subtotal).toBe(old?.['amount'])
    expect(await desk.audits(course)).toMatchObject([
      { actor: `staff:${desk.pia.staffId}`, action: 'price.confirm', detail: { to: '249.00 USD' } },
      { action: 'price.activate' },
    ])
    const read = await unit()
    expect(read.prices[0]?.earlier).toMatchObject([
      { money: { amount: BigInt(Number(old?.['amount'])) }, by: 'the seed' },
    ])
  })

  it('is unchanged where it is the price already', async () => {
    expect(await propose('249')).toEqual({ outcome: 'unchanged' })
  })

  it('makes a placeholder real at the same amount, on the same price of Stripe', async () => {
    const other = await desk.courseId('RU-LAB-FULL-TEXT')
    const [old] = await desk.prices(other)
    const amount = String(Number(old?.['amount']) / 100)
    expect(await desk.change(other, amount)).toEqual({ outcome: 'changed' })
    await desk.runJobs()
    expect(await desk.prices(other)).toMatchObject([
      { active: false, archived: true, stripe: old?.['stripe'] },
      { active: true, placeholder: false, stripe: old?.['stripe'] },
    ])
    expect(await atStripe(old?.['stripe'])).toBe(true)
    expect((await proposePrice(desk.services, desk.pia, other, { ...usd, amount })).outcome).toBe('unchanged')
  })

  it('may be in another currency, which replaces the one before', async () => {
    expect(await desk.change(course, '1500', { currency: 'JPY' })).toEqual({ outcome: 'changed' })
    expect((await desk.prices(course)).filter(({ active }) => active)).toMatchObject([
      { currency: 'JPY', amount: 1_500 },
    ])
    expect(await desk.change(course, '260')).toEqual({ outcome: 'changed' })
    await desk.runJobs()
  })

  it('is of one account only', async () => {
    expect(await desk.change(course, '900', { account: 'il', currency: 'ILS' })).toEqual({
      outcome: 'changed',
    })
    const [made] = await desk.prices(course, 'il')
    expect(made).toMatchObject({ active: true, currency: 'ILS', amount: 90_000 })
    expect((await desk.israelSdk.prices.retrieve(String(made?.['stripe']))).unit_amount).toBe(90_000)
    expect((await unit()).prices).toMatchObject([
      { account: 'default', countries: [], current: { money: { amount: 26_000n } } },
      {
        account: 'il',
        countries: ['IL'],
        current: { money: { amount: 90_000n, currency: 'ILS' } },
        earlier: [],
      },
    ])
  })
})

describe('what is not confirmed', () => {
  it('by anybody without the right, or of a unit that is not there', async () => {
    const proof = await proofOf('270')
    for (const actor of [desk.mara, desk.max]) {
      expect(await propose('270', actor)).toEqual({ outcome: 'forbidden' })
      expect(await confirmPrice(desk.services, actor, course, proof)).toEqual({ outcome: 'forbidden' })
    }
    const nowhere = courseIdSchema.parse(randomUUID())
    expect(await proposePrice(desk.services, desk.pia, nowhere, { ...usd, amount: '270' })).toEqual({
      outcome: 'missing',
    })
    expect(await confirmPrice(desk.services, desk.pia, nowhere, proof)).toEqual({ outcome: 'stale' })
  })

  it('what is no price, no currency, no account', async () => {
    const refused = async (typed: object) => {
      const result = await proposePrice(desk.services, desk.pia, course, { ...usd, amount: '270', ...typed })
      return result.outcome === 'invalid' ? result.problems.map(({ path }) => path) : result.outcome
    }
    expect(await refused({ amount: '1,5' })).toEqual(['amount'])
    expect(await refused({ currency: 'XXX' })).toEqual(['currency'])
    expect(await refused({ account: 'nowhere', amount: '' })).toEqual(['account', 'amount'])
  })

  it('a proof that is not ours, of another unit, of somebody else, or of a price that is gone', async () => {
    const before = await desk.prices(course)
    const confirm = (proof: string, actor = desk.pia, of = course) =>
      confirmPrice(desk.services, actor, of, proof)
    const stale = { outcome: 'stale' }
    const proof = await proofOf('270')
    expect(await confirm('made-up')).toEqual(stale)
    expect(await confirm(changed(proof))).toEqual(stale)
    expect(await confirm(proof, desk.pia, await desk.courseId('RU-LAB-FULL-TEXT'))).toEqual(stale)
    const other = { ...desk.mara, roles: desk.pia.roles }
    expect(await confirm(proof, other)).toEqual(stale)
    expect(await desk.prices(course)).toEqual(before)
    expect(await desk.change(course, '280')).toEqual({ outcome: 'changed' })
    expect(await confirm(proof)).toEqual(stale)
    expect((await desk.prices(course)).filter(({ active }) => active)).toMatchObject([{ amount: 28_000 }])
  })

  it('the second of two at once', async () => {
    const proofs = await Promise.all([proofOf('291'), proofOf('292'), proofOf('293')])
    const results = await Promise.all(
      proofs.map((proof) => confirmPrice(desk.services, desk.pia, course, proof)),
    )
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'stale', 'stale'])
    await desk.runJobs()
    const rows = await desk.prices(course)
    expect(rows.filter(({ active }) => active)).toHaveLength(1)
    expect(rows.filter(({ activated, replaced }) => activated === false && replaced === false)).toEqual([])
  })
})
