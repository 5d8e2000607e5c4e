import { describe, expect, it } from 'vitest'
import { pausedSentence, salesforceSentences, unmatchedAdvice, unmatchedReason } from './words'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const well = {
  on: true,
  pausedSince: undefined,
  pausedBecause: undefined,
  needPerson: 0,
  waiting: 0,
  tried: 0,
  oldestWaiting: undefined,
  unmatched: 0,
  overdue: 0,
  left: 0,
}
const said = (more: Partial<typeof well> | object) => salesforceSentences({ ...well, ...more }, now).join(' ')

describe('how Salesforce stands', () => {
  it('is one sentence when all is well, also where something was left', () => {
    expect(said({})).toBe('Every purchase is written and linked.')
    expect(said({ left: 1 })).toBe('Nothing waits for anybody. 1 purchase was left as it is.')
    expect(said({ left: 2 })).toMatch(/2 purchases were left as they are\.$/)
  })
  it('begins with what needs somebody', () => {
    expect(
      said({ needPerson: 1, unmatched: 14, overdue: 3, waiting: 120, tried: 5, oldestWaiting: ago(2) }),
    ).toBe(
      '1 record was refused and needs a person. 14 purchases are not linked to an account and a contact, 3 of them for more than 36 hours. 120 records wait to be written, the oldest for 2 minutes, 5 of them after a try that failed.',
    )
    expect(said({ needPerson: 2 })).toBe('2 records were refused and need a person.')
    expect(said({ unmatched: 2, overdue: 2 })).toMatch(/, all of them for more than 36 hours\.$/)
    expect(said({ waiting: 1, oldestWaiting: ago(0) })).toBe(
      '1 record waits to be written, for less than a minute.',
    )
    expect(said({ waiting: 1, tried: 1, oldestWaiting: ago(5) })).toMatch(
      /, for 5 minutes, after a try that failed\.$/,
    )
    expect(said({ unmatched: 1, overdue: 1 })).toBe(
      '1 purchase is not linked to an account and a contact, for more than 36 hours.',
    )
  })
  it('says why nothing is sent', () => {
    expect(pausedSentence(well, now)).toBeUndefined()
    expect(said({ pausedSince: ago(125), pausedBecause: 'REQUEST_LIMIT_EXCEEDED: none left today' })).toBe(
      'Nothing has been sent for 2 hours: REQUEST_LIMIT_EXCEEDED: none left today. What waits goes out by itself once that is over.',
    )
    expect(said({ pausedSince: ago(61) })).toMatch(/^Salesforce has not answered for 1 hour\./)
  })
})

describe('a purchase that hangs on nobody', () => {
  const REASONS = ['no-account', 'several-accounts', 'no-contact', 'several-contacts'] as const
  it.each(REASONS)('says why and what to do: %s', (reason) => {
    expect(unmatchedReason(reason, 'ACME-1')).toMatch(/\.$/)
    expect(unmatchedAdvice({ reason, overdue: true, erased: false })).toMatch(/\.$/)
  })
  it('names the account that is missing, and asks for help once it is overdue', () => {
    expect(unmatchedReason('no-account', 'ACME-1')).toContain('SMID ACME-1')
    const advice = (overdue: boolean) => unmatchedAdvice({ reason: 'no-account', overdue, erased: false })
    expect(advice(false)).toMatch(/by itself/)
    expect(advice(true)).toMatch(/^Accounts come within a day\. Ask/)
  })
  it('asks nobody to choose a contact for an erased person', () => {
    expect(unmatchedAdvice({ reason: 'no-contact', overdue: true, erased: true })).toMatch(/was erased/)
    expect(unmatchedAdvice({ reason: 'no-account', overdue: true, erased: true })).toMatch(/Ask who keeps/)
  })
})
