import { describe, expect, it } from 'vitest'
import { expectationIn, taxExpectations } from './expectation'

describe('what to expect of tax', () => {
  const known = { israelPercent: 17.5, usRegistered: true }
  it('names the percentage that Israel will really see', () => {
    const israel = expectationIn(taxExpectations(known), 'IL')
    expect(israel.hint).toContain('VAT for Israel (17.5 %)')
    expect(israel.line).toContain('17.5 % VAT')
  })
  it('speaks of sales tax in the US, and not where no state is registered', () => {
    expect(expectationIn(taxExpectations(known), 'US').hint).toContain('ZIP code')
    expect(expectationIn(taxExpectations({ ...known, usRegistered: undefined }), 'US').hint).toContain('ZIP')
    expect(expectationIn(taxExpectations({ ...known, usRegistered: false }), 'US').line).toBe(
      'none collected here',
    )
  })
  it.each(['DE', 'JP', 'GB'])('collects nothing in %s', (country) => {
    expect(expectationIn(taxExpectations(known), country).line).toBe('none collected here')
  })
})
