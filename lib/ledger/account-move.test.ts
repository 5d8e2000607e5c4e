import { describe, expect, it } from 'vitest'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { currency } from '@/lib/money'
import { accountMovePosting } from './account-move'

const move = {
  id: 'txn_1',
  occurredAt: new Date(),
  currency: currency('USD'),
  gross: -500n,
  fee: 20n,
  net: -520n,
}

describe('a balance transaction of no purchase', () => {
  it.each(['payout', 'payout_reversal', 'fee', 'network_cost'])(
    '%s moves the balance by its net',
    (category) => {
      const posting = accountMovePosting(DEFAULT_ACCOUNT, { ...move, category })
      expect(posting?.key).toBe('settlement:txn_1')
      expect(
        posting?.entries.filter(({ book }) => book === 'stripe_balance').map(({ amount }) => amount),
      ).toEqual([-520n])
      expect(posting?.entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
    },
  )
  it.each([
    'charge',
    'refund',
    'dispute',
    'tax',
    'topup',
    'risk_reserved_funds',
    'other_adjustment',
    'constructor',
    '',
  ])('%s is not explained by its category', (category) => {
    expect(accountMovePosting(DEFAULT_ACCOUNT, { ...move, category })).toBeUndefined()
  })
})
