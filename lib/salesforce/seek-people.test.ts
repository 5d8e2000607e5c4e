import { describe, expect, it } from 'vitest'
import type { Caller } from './call'
import { contactKeyOf } from './contact-key'
import type { Seek } from './port'
import { createSeeker } from './seek-people'

type Part = { httpStatusCode: number; body: unknown }
type Asked = { post: string[]; get: string[] }

const page = (records: object[], nextRecordsUrl?: string) => ({
  httpStatusCode: 200,
  body: {
    totalSize: 9,
    done: nextRecordsUrl === undefined,
    records,
    ...(nextRecordsUrl === undefined ? {} : { nextRecordsUrl }),
  },
})
const account = (n: number, smid: string) => ({ Id: `00100000000000${n}AAA`, SMID__c: smid })
const contact = (n: number, smid: string, address: string) => ({
  Id: `00300000000000${n}AAA`,
  Account: { SMID__c: smid },
  Email: address,
})
const seek = (smid: string, email: string): Seek => ({ smid, email, contactKey: undefined })
const refused = (errorCode: string, message: string) => ({
  httpStatusCode: 400,
  body: [{ errorCode, message }],
})

/** A caller whose org answers each query by `answer`, and each further page by `next`. */
function org(answer: (soql: string) => Part, next: (path: string) => unknown = () => undefined) {
  const calls: Asked[] = []
  const connection = {
    requestPost: async (_: string, sent: { compositeRequest: { url: string; referenceId: string }[] }) => {
      const queries = sent.compositeRequest.map(({ url }) => new URL(url, 'http://x').searchParams.get('q')!)
      calls.push({ post: queries, get: [] })
      const parts = sent.compositeRequest.map(({ referenceId }, at) => ({
        referenceId,
        ...answer(queries[at]!),
      }))
      return { compositeResponse: parts.toReversed() }
    },
    requestGet: async (path: string) => (calls.push({ post: [], get: [path] }), next(path)),
  }
  const call: Caller = async (work) => ({ outcome: 'answered', value: await work(connection as never) })
  return { calls, seekPeople: createSeeker(call, contactKeyOf('email')) }
}
const isAccounts = (soql: string) => soql.includes('FROM Account ')

describe('seeking people', () => {
  it('asks once for accounts and contacts', async () => {
    const { calls, seekPeople } = org((soql) =>
      page(isAccounts(soql) ? [account(1, 'A')] : [contact(1, 'A', 'X@x.io')]),
    )
    expect(await seekPeople([seek('A', 'x@x.io'), seek('B', 'y@x.io')])).toEqual({
      outcome: 'answered',
      found: [
        { accounts: ['001000000000001AAA'], contacts: ['003000000000001AAA'] },
        { accounts: [], contacts: [] },
      ],
    })
    expect(calls).toHaveLength(1)
    expect(await seekPeople([])).toEqual({ outcome: 'answered', found: [] })
    expect(calls).toHaveLength(1)
  })

  it('asks for 2,000 people in one call, and for more than five queries in two', async () => {
    const people = (pad: string) =>
      Array.from({ length: 2_000 }, (_, n) => seek(`ACCOUNT-${n}`, `${pad}${n}@example.com`))
    const usual = org(() => page([]))
    expect((await usual.seekPeople(people('first.last.'))).outcome).toBe('answered')
    expect(usual.calls).toHaveLength(1)
    const long = org(() => page([]))
    await long.seekPeople(people('x'.repeat(150)))
    expect(long.calls.map(({ post }) => post.length)).toEqual([5, expect.any(Number)])
    await expect(usual.seekPeople([...people('a'), seek('A', 'b@x.io')])).rejects.toThrow(RangeError)
  })

  it('reads on where an answer has more pages', async () => {
    const [second, third] = ['/services/data/v67.0/query/01gXX-2000', '/services/data/v67.0/query/01gXX-4000']
    const { calls, seekPeople } = org(
      (soql) => (isAccounts(soql) ? page([account(1, 'A')]) : page([contact(1, 'A', 'x@x.io')], second)),
      (path) => (path === second ? page([], third) : page([contact(2, 'A', 'x@x.io')])).body,
    )
    expect(await seekPeople([seek('A', 'x@x.io')])).toMatchObject({
      found: [{ contacts: ['003000000000001AAA', '003000000000002AAA'] }],
    })
    expect(calls.flatMap(({ get }) => get)).toEqual([second, third])
  })

  it('halves queries that are too long, and keeps to that', async () => {
    const { calls, seekPeople } = org((soql) =>
      soql.length > 20_000 ? refused('QUERY_TOO_COMPLICATED', 'too complicated') : page([]),
    )
    const people = Array.from({ length: 900 }, (_, n) => seek(`ACCOUNT-${n}`, `somebody.${n}@example.com`))
    expect((await seekPeople(people)).outcome).toBe('answered')
    const first = calls.length
    expect((await seekPeople(people)).outcome).toBe('answered')
    expect(calls.length - first).toBeLessThan(first)
    const never = org(() => refused('QUERY_TOO_COMPLICATED', 'too complicated'))
    expect((await never.seekPeople(people)).outcome).toBe('needs-person')
    expect(never.calls.length).toBeLessThan(8)
  })

  it.each<[string, Part | ((soql: string) => Part), string]>([
    [
      'a key that no contact has',
      refused('INVALID_FIELD', "No such column 'Email' on entity 'Contact'"),
      'pause',
    ],
    [
      'a key that is no text',
      refused('INVALID_FIELD', "value of filter criterion for field 'Email' must be of type double"),
      'pause',
    ],
    [
      'a time-out over there',
      refused('QUERY_TIMEOUT', 'Your query request was running for too long'),
      'retry',
    ],
    ['a mistake in the query', refused('MALFORMED_QUERY', 'unexpected token'), 'needs-person'],
    [
      'rows of another kind',
      (soql) => page([isAccounts(soql) ? { Id: 'x' } : contact(1, 'A', 'a')]),
      'retry',
    ],
    ['pages that go elsewhere', page([], 'https://elsewhere.example/query/1'), 'retry'],
    ['no page at all', { httpStatusCode: 200, body: null }, 'retry'],
  ])('finds nobody by %s', async (_, answer, outcome) => {
    const { seekPeople } = org(typeof answer === 'function' ? answer : () => answer)
    expect((await seekPeople([seek('A', 'x@x.io')])).outcome).toBe(outcome)
  })

  it('ends where pages do not', async () => {
    const same = '/services/data/v67.0/query/01gXX-2000'
    const { calls, seekPeople } = org(
      () => page([], same),
      () => page([], same).body,
    )
    expect((await seekPeople([seek('A', 'x@x.io')])).outcome).toBe('retry')
    expect(calls.length).toBeLessThan(60)
  })
})
