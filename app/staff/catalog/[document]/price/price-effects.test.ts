import { describe, expect, it } from 'vitest'
import { effects } from './price-effects'

const confirm = { before: '$199.00', after: '$249.00', otherCurrency: false }
const said = (...asked: Parameters<typeof effects>) => effects(...asked).join(' ')

describe('what a new price does, in words', () => {
  it('leaves open checkouts and purchases alone', () => {
    const words = said(confirm, { onSale: true, placeholder: false })
    expect(words).toContain('from now on pays $249.00')
    expect(words).toContain('at Stripe already pays $199.00')
    expect(words).toContain('Nothing is charged or given back')
    expect(words).not.toContain('placeholder')
    expect(words).not.toContain('currency')
  })

  it('says nothing of an old price where there was none', () => {
    const words = said({ ...confirm, before: undefined }, { onSale: false, placeholder: false })
    expect(words).not.toContain('already')
    expect(words).not.toContain('the old one')
    expect(words).toContain('not on sale')
  })

  it('says when a placeholder ends, and when the currency changes', () => {
    const words = said({ ...confirm, otherCurrency: true }, { onSale: true, placeholder: true })
    expect(words).toContain('no longer a placeholder')
    expect(words).toContain('The currency changes too')
  })
})
