import { describe, expect, it } from 'vitest'
import { currency } from '@/lib/money'
import type { InvoiceFacts } from '@/lib/stripe/invoice-facts'
import { taxEffect } from './tax-effect'

const invoice = (number: string, tax: bigint): InvoiceFacts =>
  ({ id: `in_${number}`, number, tax, total: 20_000n + tax, currency: currency('USD') }) as InvoiceFacts

describe('what a corrected invoice means for tax', () => {
  it('is said also where nothing changed', () => {
    expect(taxEffect({ old: invoice('N-1', 1_800n), made: invoice('N-2', 1_800n) })).toBe(
      'Invoice N-2 replaces N-1. Its tax is the same, $18.00.',
    )
  })
  it('says on whose side the difference is', () => {
    expect(taxEffect({ old: invoice('N-1', 1_800n), made: invoice('N-2', 0n) })).toBe(
      'Invoice N-2 replaces N-1. Its tax is $0.00, before it was $18.00. It says $200.00; the buyer paid $18.00 more than it says, and the books say what was paid.',
    )
    expect(taxEffect({ old: invoice('N-1', 0n), made: invoice('N-2', 1_800n) })).toContain(
      'the buyer paid $18.00 less than it says',
    )
  })
})
