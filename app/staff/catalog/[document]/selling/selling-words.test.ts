import { describe, expect, it } from 'vitest'
import { accountSchema, DEFAULT_ACCOUNT, priceIdSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import type { AccountPrice } from '@/lib/catalog/selling/unit-selling'
import { mend, sellingAnswer, whereWords } from './selling-words'

const price = (placeholder: boolean): AccountPrice => ({
  account: DEFAULT_ACCOUNT,
  countries: [],
  current: {
    priceId: priceIdSchema.parse('0198f0a0-0000-7000-8000-000000000001'),
    money: { amount: 19_900n, currency: currency('USD') },
    placeholder,
    since: new Date(0),
    by: 'the seed',
    atStripe: true,
  },
  pending: undefined,
  earlier: [],
})
const unit = { sale: 'open', prices: [price(false)], retiredReason: undefined, blockers: [] } as const

describe('whether a unit is sold, in words', () => {
  it('names the price, and says when nobody ever set it', () => {
    expect(sellingAnswer(unit)).toEqual({ answer: 'On sale for $199.00.', because: '' })
    expect(sellingAnswer({ ...unit, prices: [price(true)] }).because).toContain('placeholder')
  })

  it('points at other prices', () => {
    const eu = { ...price(false), account: accountSchema.parse('eu'), countries: ['FR', 'DE'] }
    expect(sellingAnswer({ ...unit, prices: [price(false), eu] }).because).toContain('another price')
    const unset = { ...eu, current: undefined }
    const { because } = sellingAnswer({ ...unit, prices: [price(false), unset] })
    expect(because).toContain('has no price there')
    expect(because).not.toContain('another price')
    expect(whereWords(eu, 2)).toBe('France, Germany')
    expect(whereWords(price(false), 2)).toBe('Everywhere else')
    expect(whereWords(price(false), 1)).toBe('Everywhere')
  })

  it('says why it is not sold', () => {
    expect(sellingAnswer({ ...unit, sale: 'announced' }).because).toContain('can be put on sale')
    expect(sellingAnswer({ ...unit, sale: 'announced', blockers: ['no-price'] }).because).toContain('missing')
    expect(sellingAnswer({ ...unit, sale: 'retired', retiredReason: 'Redis 6 only' })).toEqual({
      answer: 'Not on sale: retired.',
      because: 'It was retired with these words: “Redis 6 only”',
    })
  })

  it('leads to what puts it right', () => {
    expect(mend('not-published', 'x', true).link?.href).toBe('/staff/catalog/x')
    expect(mend('no-price', 'x', true).link?.href).toBe('/staff/catalog/x/price?account=default')
    expect(mend('no-price', 'x', false)).toEqual({ what: 'It has no price. A marketing admin sets it.' })
    expect(mend('live-training', 'x', true).link).toBeUndefined()
  })
})
