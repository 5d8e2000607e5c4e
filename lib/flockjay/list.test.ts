import { describe, expect, it } from 'vitest'
import type { FlockjayAnswer } from './answer'
import { concludeList, listPath } from './list'

const answered = (json: object, status = 200): FlockjayAnswer => ({
  kind: 'answered',
  status,
  content: 'json',
  json,
})
const enrollment = {
  purchase_id: '1B4E28BA-2FA1-41D2-883F-0016D3CCA427',
  sku: 'RU-STREAMS',
  smid: 'ACME-1',
  status: 'active',
  learner: { email: 'l@example.com' },
}

describe('a page of enrolments', () => {
  it('is asked for by its moment and cursor', () => {
    const since = new Date('2026-11-21T10:00:00Z')
    expect(listPath(since, undefined)).toBe('/enrollments?updated_since=2026-11-21T10%3A00%3A00.000Z')
    expect(listPath(since, 'a b&c')).toMatch(/&cursor=a\+b%26c$/)
  })
  it('is reduced to what we compare; ids in one case', () => {
    expect(concludeList(answered({ data: [enrollment], next_cursor: null }))).toEqual({
      outcome: 'page',
      enrollments: [
        {
          purchaseId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
          sku: 'RU-STREAMS',
          smid: 'ACME-1',
          status: 'active',
        },
      ],
      cursor: undefined,
    })
  })
  it.each<[string, FlockjayAnswer, string]>([
    ['no answer', { kind: 'unreachable', reason: 'ECONNREFUSED' }, 'retry'],
    ['HTML', { kind: 'answered', status: 200, content: 'other' }, 'retry'],
    ['an empty body', { kind: 'answered', status: 200, content: 'empty' }, 'retry'],
    ['a redirect', answered({}, 302), 'retry'],
    ['a wrong token', answered({ error: { code: 'unauthorized' } }, 401), 'retry'],
    ['an error inside', answered({ error: { code: 'busy' } }), 'retry'],
    ['a refusal', answered({ error: { code: 'invalid' } }, 400), 'permanent'],
    ['no list', answered({ data: 'none', next_cursor: null }), 'retry'],
    ['no word on what follows', answered({ data: [] }), 'retry'],
    [
      'an enrolment without status',
      answered({ data: [{ ...enrollment, status: 'maybe' }], next_cursor: null }),
      'retry',
    ],
    [
      'more than a page may hold',
      answered({ data: Array.from({ length: 101 }, () => enrollment), next_cursor: null }),
      'retry',
    ],
  ])('that is %s is no page', (_, answer, outcome) => {
    expect(concludeList(answer).outcome).toBe(outcome)
  })
})
