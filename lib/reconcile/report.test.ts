import { describe, expect, it } from 'vitest'
import { age, reconcileReport } from './report'

const now = new Date('2026-11-21T12:00:00Z')
const results = [
  { name: 'events', lookedAt: 3, repaired: 0, open: 0 },
  { name: 'balance', lookedAt: 1204, repaired: 2, open: 1 },
]

describe('the report of a reconciliation', () => {
  it('says when nothing is open', () => {
    expect(reconcileReport(results, [], now)).toBe(
      [
        'comparison  looked at  repaired  open',
        'events      3          0         0',
        'balance     1204       2         1',
        '',
        'Nothing is open.',
        '',
      ].join('\n'),
    )
  })
  it('names each discrepancy with its age, what it means and what to do, once for each kind', () => {
    const open = ['txn_1', 'txn_2'].map((subject) => ({
      kind: 'unexplained-balance-transaction',
      subject,
      account: 'default',
      detail: 'adjustment: $5.00 on 2026-11-19',
      firstSeenAt: new Date('2026-11-19T11:00:00Z'),
    }))
    const lines = reconcileReport(results, open, now).split('\n')
    expect(lines).toContain(
      'unexplained-balance-transaction  txn_1    2 days    adjustment: $5.00 on 2026-11-19',
    )
    expect(lines.filter((line) => line.startsWith('unexplained-balance-transaction: '))).toHaveLength(1)
  })
  it('lists a kind of another version, which it cannot explain', () => {
    const row = { kind: 'of-tomorrow', subject: 's', account: null, detail: 'd', firstSeenAt: now }
    expect(reconcileReport(results, [row], now)).toContain('of-tomorrow  s        just now  d')
  })
  it.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    ['2026-11-21T11:59:00Z', '1 minute'],
    ['2026-11-21T10:00:01Z', '1 hour'],
    ['2026-11-18T12:00:00Z', '3 days'],
  ])('age since %s: %s', (since, expected) => {
    expect(age(new Date(since), now)).toBe(expected)
  })
})
