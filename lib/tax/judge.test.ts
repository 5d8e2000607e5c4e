import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currency } from '@/lib/money'
import { judgeTax } from './judge'
import type { Amounts, Beside, Evidence } from './tax-case'

const NY = { country: 'US', state: 'NY', type: 'state_sales_tax' }
const line = (reason: string | undefined, country = 'US', state: string | undefined = undefined) => {
  return { reason, country, state }
}
const newYork: Evidence = {
  route: 'automatic',
  countryAsked: 'US',
  countryCollected: 'US',
  state: 'NY',
  taxExempt: 'none',
  taxIds: [],
  registrations: [NY],
  lines: [line('standard_rated', 'US', 'NY')],
}
const israel: Evidence = {
  ...newYork,
  route: 'manual',
  countryAsked: 'IL',
  countryCollected: 'IL',
  state: undefined,
  lines: [line(undefined, 'IL')],
}
const money = (tax: bigint, subtotal = 19_900n, discount = 0n): Amounts => {
  return { currency: currency('USD'), subtotal, discount, tax, total: subtotal - discount + tax }
}
const nothing: Beside = { israelPercent: 18, taxThere: undefined, otherAccount: undefined }

/** Kind, place and amount: the words are for reading. */
function judged(evidence: Evidence, amounts: Amounts, beside: Partial<Beside> = {}) {
  return judgeTax(evidence, amounts, { ...nothing, ...beside }).map(({ kind, place, amount }) => {
    return [kind, place, amount]
  })
}

describe('where tax is fine, finance hears nothing', () => {
  it.each([
    { name: 'New York, taxed', evidence: newYork, amounts: money(1_766n) },
    { name: 'Israel, taxed', evidence: israel, amounts: money(3_582n) },
    {
      name: 'Oregon, which has no sales tax',
      evidence: { ...newYork, state: 'OR', lines: [line('not_collecting', 'US', 'OR')] },
      amounts: money(0n),
    },
    {
      name: 'Tokyo, where nothing is collected',
      evidence: {
        ...newYork,
        countryAsked: 'JP',
        countryCollected: 'JP',
        state: undefined,
        lines: [line('not_collecting', 'JP')],
      },
      amounts: money(0n),
    },
    {
      name: 'declared Germany, paid from France, neither taxed',
      evidence: {
        ...newYork,
        countryAsked: 'DE',
        countryCollected: 'FR',
        state: undefined,
        lines: [line('not_collecting', 'FR')],
      },
      amounts: money(0n),
    },
    {
      name: 'declared Germany, taxed as in New York by its address',
      evidence: { ...newYork, countryAsked: 'DE' },
      amounts: money(1_766n),
    },
    {
      name: 'free by a code in Israel',
      evidence: israel,
      amounts: money(0n, 19_900n, 19_900n),
    },
    {
      name: 'free by a code, declared US, given as Israel',
      evidence: { ...israel, route: 'automatic' as const, countryAsked: 'US' },
      amounts: money(0n, 19_900n, 19_900n),
    },
    {
      name: 'free by a code in Colorado',
      evidence: { ...newYork, state: 'CO', lines: [line('not_collecting', 'US', 'CO')] },
      amounts: money(0n, 19_900n, 19_900n),
    },
    {
      name: 'registered, and the product is exempt',
      evidence: { ...newYork, lines: [line('product_exempt', 'US', 'NY')] },
      amounts: money(0n),
    },
    {
      name: 'declared US, Israeli address, taxed by Stripe’s manual rules',
      evidence: { ...israel, route: 'automatic' as const, countryAsked: 'US' },
      amounts: money(3_582n),
    },
    {
      name: 'declared Israel by the fallback, taxed by its address',
      evidence: { ...newYork, route: 'fallback' as const, countryAsked: 'IL' },
      amounts: money(1_766n),
    },
  ])('$name', ({ evidence, amounts }) => {
    expect(judged(evidence, amounts)).toEqual([])
  })
})

describe('the country that was not the one', () => {
  const wrong: Evidence = {
    ...israel,
    route: 'automatic',
    countryAsked: 'US',
    lines: [line('not_supported', 'IL')],
  }
  it('declared US, paid with an Israeli address: the VAT that was missed, counted once', () => {
    expect(judged(wrong, money(0n))).toEqual([
      ['country-mismatch', 'Israel', 3_582n],
      ['untaxed', 'Israel', undefined],
    ])
  })
  it('after a discount, of what was left', () => {
    expect(judged(wrong, money(0n, 19_900n, 4_975n))[0]).toEqual(['country-mismatch', 'Israel', 2_687n])
  })
  it('an exempt buyer in Israel has missed nothing', () => {
    expect(judged({ ...wrong, taxExempt: 'exempt' }, money(0n))).toEqual([['exempt', 'Israel', undefined]])
  })
  const fromIsrael: Evidence = {
    ...newYork,
    route: 'manual',
    countryAsked: 'IL',
    lines: [line(undefined, 'IL')],
  }
  it('declared Israel, paid from New York: the difference to what Stripe Tax says', () => {
    expect(judged(fromIsrael, money(3_582n), { taxThere: 1_766n })).toEqual([
      ['country-mismatch', 'NY, United States', -1_816n],
    ])
  })
  it('declared Israel, paid from Japan: all of it in vain', () => {
    const fromJapan = { ...fromIsrael, countryCollected: 'JP', state: undefined }
    expect(judged(fromJapan, money(3_582n), { taxThere: 0n })).toEqual([
      ['country-mismatch', 'Japan', -3_582n],
    ])
  })
  it('says so where nobody could calculate it', () => {
    const [finding] = judgeTax(fromIsrael, money(3_582n), nothing)
    expect(finding).toEqual({
      kind: 'country-mismatch',
      place: 'NY, United States',
      amount: undefined,
      detail: expect.stringContaining('could not be calculated'),
    })
  })
  it('another account sells there: what is due is not known', () => {
    const fromBerlin = {
      ...newYork,
      countryCollected: 'DE',
      state: undefined,
      lines: [line('not_collecting', 'DE')],
    }
    const [finding] = judgeTax(fromBerlin, money(0n), { ...nothing, otherAccount: 'eu' })
    expect(finding).toEqual({
      kind: 'country-mismatch',
      place: 'Germany',
      amount: undefined,
      detail: expect.stringContaining('Another Stripe account (eu)'),
    })
  })
})

describe('tax that was not taken', () => {
  it('Israel without VAT, whatever the route', () => {
    for (const route of ['manual', 'fallback', 'automatic'] as const)
      expect(judged({ ...israel, route, lines: [] }, money(0n))).toEqual([['untaxed', 'Israel', 3_582n]])
  })
  it('Israel by what was asked, where no address was collected', () => {
    expect(judged({ ...israel, countryCollected: undefined, lines: [] }, money(0n))).toEqual([
      ['untaxed', 'Israel', 3_582n],
    ])
  })
  it('registered, and taxed with nothing for no good reason', () => {
    expect(judged({ ...newYork, lines: [line('not_collecting', 'US', 'NY')] }, money(0n))).toEqual([
      ['untaxed', 'NY, United States', undefined],
    ])
    expect(judged({ ...newYork, lines: [] }, money(0n))).toEqual([
      ['untaxed', 'NY, United States', undefined],
    ])
  })
  it.each(['CO', 'DC'])('not registered in %s, by ZIP alone too', (state) => {
    const evidence = { ...newYork, state: undefined, lines: [line('not_collecting', 'US', state)] }
    expect(judged(evidence, money(0n))).toEqual([['not-registered', `${state}, United States`, undefined]])
  })
  it('registrations nobody could read', () => {
    const evidence = { ...newYork, registrations: undefined }
    expect(judged(evidence, money(1_766n))).toEqual([['registrations-unknown', undefined, undefined]])
  })
})

describe('tax that somebody else accounts for', () => {
  const ids = [{ type: 'eu_vat', value: 'DE123456789' }]
  it('reverse charge, with the tax id', () => {
    const evidence = {
      ...newYork,
      countryAsked: 'DE',
      countryCollected: 'DE',
      state: undefined,
      taxIds: ids,
      lines: [line('reverse_charge', 'DE')],
    }
    expect(judgeTax(evidence, money(0n), nothing)).toEqual([
      {
        kind: 'reverse-charge',
        place: 'Germany',
        amount: undefined,
        detail: expect.stringContaining('DE123456789 (eu_vat)'),
      },
    ])
  })
  it('an exempt customer', () => {
    const evidence = { ...newYork, lines: [line('customer_exempt', 'US', 'NY')] }
    expect(judged(evidence, money(0n))).toEqual([['exempt', 'NY, United States', undefined]])
  })
})

it('never throws, and never counts tax twice, whatever a session says', () => {
  const word = fc.option(fc.oneof(fc.constantFrom('IL', 'US', 'DE', 'NY', ''), fc.string()), {
    nil: undefined,
  })
  const evidence = fc.record({
    route: fc.constantFrom('automatic' as const, 'manual' as const, 'fallback' as const),
    countryAsked: fc.oneof(fc.constantFrom('IL', 'US', 'DE'), fc.string()),
    countryCollected: word,
    state: word,
    taxExempt: fc.constantFrom('none' as const, 'exempt' as const, 'reverse' as const),
    taxIds: fc.array(fc.record({ type: fc.string(), value: fc.string() }), { maxLength: 2 }),
    registrations: fc.option(fc.constant([NY]), { nil: undefined }),
    lines: fc.array(fc.record({ reason: word, country: word, state: word }), { maxLength: 3 }),
  })
  const amounts = fc
    .tuple(fc.bigInt(0n, 10n ** 9n), fc.bigInt(0n, 10n ** 9n), fc.bigInt(0n, 10n ** 8n))
    .map(([a, b, tax]) => (a > b ? money(tax, a, b) : money(tax, b, a)))
  const beside = fc.record({
    israelPercent: fc.constantFrom(17, 18),
    taxThere: fc.option(fc.bigInt(0n, 10n ** 8n), { nil: undefined }),
    otherAccount: fc.option(fc.constant('eu'), { nil: undefined }),
  })
  fc.assert(
    fc.property(evidence, amounts, beside, (one, sale, other) => {
      const findings = judgeTax(one, sale, other)
      const kinds = findings.map(({ kind }) => kind)
      expect(new Set(kinds).size).toBe(kinds.length)
      expect(findings.filter(({ amount }) => amount !== undefined).length).toBeLessThanOrEqual(1)
      for (const { amount, detail } of findings) {
        expect(detail.length).toBeGreaterThan(10)
        expect(amount).not.toBe(0n)
      }
    }),
  )
})
