import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredRecord } from './model'
import { openTestOrg } from './test-org'

type Sent = {
  readonly Purchase_Id__c: string
  readonly Amount__c?: number | null
  readonly Status__c?: string
  readonly Match_Note__c?: string | null
}
type Call = { readonly way: 'alone' | 'together' | 'all-or-none'; readonly records: readonly Sent[] }

const sent: fc.Arbitrary<Sent> = fc.record(
  {
    Purchase_Id__c: fc.constantFrom('p-1', 'P-1', 'p-2', 'p-3'),
    Amount__c: fc.option(fc.integer({ min: 0, max: 99_999 }), { nil: null }),
    // One in five cannot be written.
    Status__c: fc.constantFrom('Pending', 'Paid', 'Failed', 'Refunded', 'Gone'),
    Match_Note__c: fc.option(fc.constantFrom('no account', 'two contacts'), { nil: null }),
  },
  { requiredKeys: ['Purchase_Id__c'] },
)
const call: fc.Arbitrary<Call> = fc.record({
  way: fc.constantFrom('alone', 'together', 'all-or-none'),
  records: fc.array(sent, { minLength: 1, maxLength: 5 }),
})

const isWrong = ({ Status__c }: Sent): boolean => Status__c === 'Gone'

/** What the calls should leave behind, worked out without the org. */
class Expected {
  readonly purchases = new Map<string, Record<string, unknown>>()

  take({ way, records }: Call): void {
    const ids = records.map(({ Purchase_Id__c }) => Purchase_Id__c)
    const isTwice = ({ Purchase_Id__c: id }: Sent): boolean => ids.indexOf(id) !== ids.lastIndexOf(id)
    const refused = (record: Sent): boolean => isWrong(record) || (way !== 'alone' && isTwice(record))
    if (way === 'all-or-none' && records.some(refused)) return
    for (const record of records) if (!refused(record)) this.#write(record)
  }

  #write(record: Sent): void {
    this.purchases.set(record.Purchase_Id__c, { ...this.purchases.get(record.Purchase_Id__c), ...record })
  }
}

const FIELDS = ['Purchase_Id__c', 'Amount__c', 'Status__c', 'Match_Note__c']

/** Those of a record that the calls could name and did. */
function sentFields(record: StoredRecord): Record<string, unknown> {
  return Object.fromEntries(FIELDS.filter((name) => name in record).map((name) => [name, record[name]]))
}

function byKey(one: Record<string, unknown>, other: Record<string, unknown>): number {
  return String(one['Purchase_Id__c']) < String(other['Purchase_Id__c']) ? -1 : 1
}

describe('any sequence of upserts', () => {
  it('leaves one record for each key, with the last values written', async () => {
    const rest = { Buyer_SMID__c: 'ACME-4821', Currency__c: 'USD' }
    const attributes = { type: 'Course_Purchase__c' }
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
        const org = await openTestOrg()
        const expected = new Expected()
        for (const one of calls) {
          expected.take(one)
          if (one.way === 'alone')
            for (const { Purchase_Id__c, ...fields } of one.records)
              org.ask('PATCH', `/sobjects/Course_Purchase__c/Purchase_Id__c/${Purchase_Id__c}`, {
                ...rest,
                ...fields,
              })
          else
            org.ask('PATCH', '/composite/sobjects/Course_Purchase__c/Purchase_Id__c', {
              allOrNone: one.way === 'all-or-none',
              records: one.records.map((record) => ({ attributes, ...rest, ...record })),
            })
        }
        const held = org.records.all('Course_Purchase__c')
        expect(held.map(sentFields).sort(byKey)).toEqual([...expected.purchases.values()].sort(byKey))
        for (const record of held) expect(org.records.find(record.Id)).toBe(record)
      }),
      { numRuns: 150 },
    )
  })
})
