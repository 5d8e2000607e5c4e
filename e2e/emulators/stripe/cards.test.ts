import { describe, expect, it } from 'vitest'
import { brandOf, judgeCard, passesLuhn } from './cards'

const NOW = new Date('2026-11-21T00:00:00Z')
const card = (number: string, over: object = {}) => ({
  kind: 'card' as const,
  number,
  expMonth: 12,
  expYear: 2034,
  cvc: '123',
  ...over,
})

describe('test cards do what they do at Stripe', () => {
  it.each(['4242424242424242', '5555555555554444', '2223003122003222', '6011111111111117'])(
    '%s pays',
    (number) => {
      expect(judgeCard(card(number), NOW)).toEqual({ kind: 'approved', challenge: false })
    },
  )

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'card_declined', 'lost_card'],
    ['4000000000000069', 'expired_card', undefined],
    ['4000000000000127', 'incorrect_cvc', undefined],
    ['4000000000000119', 'processing_error', undefined],
  ])('%s is refused: %s', (number, code, declineCode) => {
    expect(judgeCard(card(number), NOW)).toMatchObject({
      kind: 'declined',
      decline: declineCode ? { code, declineCode } : { code },
    })
  })

  it.each(['4000002500003155', '4000000000003220'])('%s asks for authentication', (number) => {
    expect(judgeCard(card(number), NOW)).toEqual({ kind: 'approved', challenge: true })
  })

  it('refuses a wrong check digit, a past month, a short code', () => {
    expect(judgeCard(card('4242424242424241'), NOW)).toMatchObject({
      kind: 'malformed',
      field: 'card_number',
    })
    expect(judgeCard(card('4242424242424242', { expMonth: 10, expYear: 2026 }), NOW)).toMatchObject({
      field: 'expiration',
    })
    expect(judgeCard(card('4242424242424242', { expMonth: 11, expYear: 2026 }), NOW)).toMatchObject({
      kind: 'approved',
    })
    expect(judgeCard(card('4242424242424242', { expMonth: 13 }), NOW)).toMatchObject({ field: 'expiration' })
    expect(judgeCard(card('4242424242424242', { cvc: '12' }), NOW)).toMatchObject({ field: 'cvc' })
    expect(judgeCard(card('378282246310005', { cvc: '1234' }), NOW)).toMatchObject({ kind: 'approved' })
  })

  it('knows brands and check digits', () => {
    expect(['42', '55', '37', '6011', '9'].map(brandOf)).toEqual([
      'visa',
      'mastercard',
      'amex',
      'discover',
      'unknown',
    ])
    expect([passesLuhn('79927398713'), passesLuhn('79927398710'), passesLuhn('x')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
