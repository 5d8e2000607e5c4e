import { describe, expect, it } from 'vitest'
import { newReference } from '@/lib/checkout/reference'
import { recognise } from './search-term'

describe('the search field recognises', () => {
  it.each([
    ['  L.Rivera@Example.COM ', { kind: 'email', emailKey: 'l.rivera@example.com' }],
    ['ｌｅｎａ@example.com', { kind: 'email', emailKey: 'lena@example.com' }],
    [
      '0199F000-0000-7000-8000-000000000001',
      { kind: 'purchase', id: '0199f000-0000-7000-8000-000000000001' },
    ],
    ['ru-7f3k-91qd', { kind: 'reference', reference: 'RU-7F3K-91QD' }],
    ['RU-7F3K-9IQO', { kind: 'reference', reference: 'RU-7F3K-91Q0' }],
    ['cs_test_a1B2', { kind: 'session', sessionId: 'cs_test_a1B2' }],
    ['pi_3QabC', { kind: 'payment', paymentIntentId: 'pi_3QabC' }],
    ['4f2a9c1b-0142', { kind: 'name', smid: '4f2a9c1b-0142', upper: '4F2A9C1B-0142' }],
    ['ACME-4821', { kind: 'name', smid: 'ACME-4821', upper: 'ACME-4821' }],
    ['two words', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
    ["' OR 1=1 --", { kind: 'unknown' }],
    ['x'.repeat(65), { kind: 'unknown' }],
  ])('%s', (typed, term) => {
    expect(recognise(typed)).toEqual(term)
  })
  it('every reference we give out, also in small letters', () => {
    for (let n = 0; n < 200; n += 1) {
      const reference = newReference()
      expect(recognise(reference.toLowerCase())).toEqual({ kind: 'reference', reference })
    }
  })
  it('nothing longer than it reads', () => {
    const term = recognise(`${'a'.repeat(10_000)}@example.com`)
    expect(term.kind === 'unknown' || JSON.stringify(term).length < 400).toBe(true)
  })
})
