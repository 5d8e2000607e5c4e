import type { CardEntry } from './payer'

/** Why a card was refused, in the words buyers read at Stripe (docs.stripe.com/declines/codes). */
export type Decline = { code: string; declineCode?: string; message: string }

export type CardOutcome =
  | { kind: 'approved'; challenge: boolean }
  | { kind: 'declined'; challenge: boolean; decline: Decline }
  | { kind: 'malformed'; field: 'card_number' | 'expiration' | 'cvc'; message: string }

const DECLINED = 'Your card was declined.'

/** Stripe's test cards and what they do there (docs.stripe.com/testing). Any other good number is approved, as any test number is. */
const DECLINES: Record<string, Decline> = {
  '4000000000000002': { code: 'card_declined', declineCode: 'generic_decline', message: DECLINED },
  '4000000000009995': {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds. Try a different card.',
  },
  '4000000000009987': { code: 'card_declined', declineCode: 'lost_card', message: DECLINED },
  '4000000000009979': { code: 'card_declined', declineCode: 'stolen_card', message: DECLINED },
  '4000000000000069': { code: 'expired_card', message: 'Your card is expired. Try a different card.' },
  '4000000000000127': { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  '4000000000000119': {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
  '4100000000000019': { code: 'card_declined', declineCode: 'fraudulent', message: DECLINED },
  '4000008400001629': { code: 'card_declined', declineCode: 'generic_decline', message: DECLINED },
}

const CHALLENGED = new Set(['4000002500003155', '4000000000003220', '4000002760003184', '4000008400001629'])

/** What the bank says to a card, at a time. Never throws: a refusal is an answer. */
export function judgeCard(card: CardEntry, now: Date): CardOutcome {
  if (card.number.length < 12 || !passesLuhn(card.number)) {
    return { kind: 'malformed', field: 'card_number', message: 'Your card number is invalid.' }
  }
  if (isPast(card, now)) {
    return { kind: 'malformed', field: 'expiration', message: "Your card's expiration date is in the past." }
  }
  if (!new RegExp(`^\\d{${brandOf(card.number) === 'amex' ? '3,4' : '3'}}$`).test(card.cvc)) {
    return { kind: 'malformed', field: 'cvc', message: "Your card's security code is incomplete." }
  }
  const challenge = CHALLENGED.has(card.number)
  const decline = DECLINES[card.number]
  return decline ? { kind: 'declined', challenge, decline } : { kind: 'approved', challenge }
}

function isPast(card: CardEntry, now: Date): boolean {
  if (card.expMonth < 1 || card.expMonth > 12) return true
  return card.expYear * 12 + card.expMonth < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1
}

/** The check digit every card number ends with (ISO/IEC 7812-1, annex B). */
export function passesLuhn(number: string): boolean {
  if (!/^\d+$/.test(number)) return false
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** What tells cards apart in objects that show only the last digits. */
export function fingerprintOf(number: string): string {
  return `test${number.slice(-4)}${number.length}`
}

export function brandOf(number: string): 'visa' | 'mastercard' | 'amex' | 'discover' | 'unknown' {
  if (number.startsWith('4')) return 'visa'
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard'
  if (/^3[47]/.test(number)) return 'amex'
  if (/^6(011|5)/.test(number)) return 'discover'
  return 'unknown'
}
