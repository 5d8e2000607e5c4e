import { describe, expect, it } from 'vitest'
import { whyNoInvoice } from './no-invoice'

const paidAt = new Date('2026-11-21T10:00:00Z')
const PAID = { state: 'paid', total: 19_900n, paidAt, invoiceNumber: null, findings: [] } as const
const later = (minutes: number): Date => new Date(paidAt.getTime() + minutes * 60_000)

describe('a purchase without an invoice', () => {
  it.each([
    ['has one', { ...PAID, invoiceNumber: 'N-1' }, undefined],
    ['free, and has one', { ...PAID, total: 0n, invoiceNumber: 'N-1' }, undefined],
    ['its payment is on its way', { ...PAID, state: 'pending', paidAt: null }, 'payment-on-its-way'],
    ['its payment failed', { ...PAID, state: 'failed', paidAt: null }, 'payment-failed'],
    ['free', { ...PAID, total: 0n }, 'free'],
    ['Stripe could not make it', { ...PAID, findings: [{ kind: 'invoice-failed' }] }, 'failed'],
    ['just paid', PAID, 'being-made'],
  ] as const)('%s', (_, row, why) => {
    expect(whyNoInvoice(row, later(1))).toBe(why)
  })
  it('is late after an hour, and says so', () => {
    expect(whyNoInvoice(PAID, later(60))).toBe('being-made')
    expect(whyNoInvoice(PAID, later(61))).toBe('late')
  })
})
