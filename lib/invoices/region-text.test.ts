import { describe, expect, it } from 'vitest'
import { invoiceFooter } from './region-text'

const refundSummary = 'Full refund within 14 days of purchase.'
const of = (country: string): string => invoiceFooter({ country, sku: 'RU-LAB-LOCKS', refundSummary })

describe('the last lines of an invoice', () => {
  it.each([
    ['US', 'Sales tax, where it is due, is shown by authority.'],
    ['IL', 'VAT for Israel is charged at the rate shown.'],
    ['DE', 'Your company may have to account for it.'],
    ['GB', 'Your company may have to account for it.'],
    ['JP', 'Where no tax is shown, no tax was charged by the seller.'],
  ])('%s: %s', (country, line) => {
    expect(of(country)).toContain(line)
  })
  it('speak of reverse charge nowhere else', () => {
    for (const country of ['US', 'IL', 'JP', 'CH', 'NO']) expect(of(country)).not.toContain('account for it')
  })
  it('name the order and the refund promise everywhere, and fit into what Stripe prints', () => {
    for (const country of ['US', 'IL', 'FR', 'JP']) {
      expect(of(country)).toContain(
        'Full refund within 14 days of purchase. Redis University, order RU-LAB-LOCKS.',
      )
      expect(of(country).length).toBeLessThanOrEqual(5_000)
    }
  })
})
