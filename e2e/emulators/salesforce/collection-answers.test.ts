import { describe, expect, it } from 'vitest'
import { firstErrors, openTestOrg, purchaseBody, type Asked, type TestOrg } from './test-org'

const PURCHASES = '/composite/sobjects/Course_Purchase__c/Purchase_Id__c'

type Result = {
  readonly id?: string
  readonly success: boolean
  readonly created?: boolean
  readonly errors: readonly { readonly statusCode: string; readonly message: string }[]
}

function upsert(org: TestOrg, records: readonly unknown[], more: object = {}, effect?: string): Asked {
  return org.ask('PATCH', PURCHASES, { records, ...more }, effect)
}

const results = ({ body }: Asked): readonly Result[] => body as Result[]
const codes = (asked: Asked): readonly unknown[] =>
  results(asked).map(({ errors }) => errors[0]?.statusCode ?? 'written')

describe('upserts of many records', () => {
  it('answer in the order given, with what became of each', async () => {
    const org = await openTestOrg()
    org.create('Account', { Name: 'Acme', SMID__c: 'ACME-4821' })
    const first = purchaseBody({ Account__r: { SMID__c: 'ACME-4821' }, Amount__c: 12.3456 })
    const [made] = results(upsert(org, [first]))
    expect(made).toEqual({
      id: expect.stringMatching(/^a00.{15}$/),
      success: true,
      errors: [],
      created: true,
    })
    const second = purchaseBody({ Account__r: { SMID__c: 'NOBODY' } })
    const third = purchaseBody()
    const answer = upsert(org, [second, { ...first, Tax__c: 1 }, third])
    expect(answer.status).toBe(200)
    expect(codes(answer)).toEqual(['INVALID_FIELD', 'written', 'written'])
    expect(results(answer)[0]).not.toHaveProperty('id')
    expect(results(answer)[1]).toEqual({ id: made?.id, success: true, errors: [], created: false })
    const record = org.records.find(String(made?.id))
    const account = org.records.all('Account')[0]
    expect(record).toMatchObject({ Amount__c: 12.346, Tax__c: 1, Account__c: account?.Id })
    expect(record).not.toHaveProperty('Account__r')
  })

  it('leave what they do not name, and empty what is null', async () => {
    const org = await openTestOrg()
    const body = purchaseBody({ Match_Note__c: 'no account', Paid_At__c: '2026-11-21T10:00:00.789Z' })
    upsert(org, [body])
    upsert(org, [{ ...body, Match_Note__c: null, Paid_At__c: undefined }])
    expect(org.records.all('Course_Purchase__c')).toEqual([
      expect.objectContaining({ Match_Note__c: null, Paid_At__c: '2026-11-21T10:00:00.000+0000' }),
    ])
  })

  it('refuse both of two records with the same key, and write the others', async () => {
    const org = await openTestOrg()
    const [one, other] = [purchaseBody(), purchaseBody()]
    const answer = upsert(org, [one, other, { ...one, Amount__c: 1 }])
    expect(codes(answer)).toEqual(['DUPLICATE_VALUE', 'written', 'DUPLICATE_VALUE'])
    expect(firstErrors(answer)).toEqual([
      {
        statusCode: 'DUPLICATE_VALUE',
        message: `Duplicate external id specified: ${String(one['Purchase_Id__c'])}`,
        fields: ['Purchase_Id__c'],
      },
    ])
    expect(org.records.all('Course_Purchase__c')).toHaveLength(1)
  })

  it('write none where all are asked for and one cannot be', async () => {
    const org = await openTestOrg()
    const known = purchaseBody({ Amount__c: 1 })
    upsert(org, [known])
    const before = structuredClone(org.records.all('Course_Purchase__c'))
    const wrong = purchaseBody({ Status__c: 'Gone' })
    const late = purchaseBody()
    const answer = upsert(org, [purchaseBody(), { ...known, Amount__c: 2 }, wrong, late], { allOrNone: true })
    expect(answer.status).toBe(200)
    expect(codes(answer)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    ])
    expect(results(answer)[1]?.id).toBe(before[0]?.Id)
    expect(org.records.all('Course_Purchase__c')).toEqual(before)
    expect(codes(upsert(org, [late], { allOrNone: true }))).toEqual(['written'])
  })

  it('take 200 records and refuse more, none, and what is no list', async () => {
    const org = await openTestOrg()
    const many = (count: number): unknown[] => Array.from({ length: count }, () => purchaseBody())
    expect(upsert(org, many(200)).status).toBe(200)
    expect(upsert(org, many(201))).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'EXCEEDED_ID_LIMIT',
          message: 'record limit reached. cannot submit more than 200 records into this call',
        },
      ],
    })
    expect(upsert(org, [])).toMatchObject({
      status: 400,
      body: [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'At least 1 record is required' }],
    })
    for (const body of ['nothing', { records: 'x' }, { records: [{ Name: 'x' }] }, { records: [null] }])
      expect(org.ask('PATCH', PURCHASES, body).status).toBe(400)
    expect(upsert(org, [{ attributes: { type: 'Account' }, Name: 'x' }]).status).toBe(400)
    expect(org.records.all('Course_Purchase__c')).toHaveLength(200)
  })

  it('need a key in each record, and a field that is one', async () => {
    const org = await openTestOrg()
    expect(firstErrors(upsert(org, [purchaseBody({ Purchase_Id__c: null })]))).toEqual([
      { statusCode: 'MISSING_ARGUMENT', message: 'Purchase_Id__c not specified', fields: [] },
    ])
    const path = '/composite/sobjects/Course_Purchase__c/Currency__c'
    expect(org.ask('PATCH', path, { records: [purchaseBody()] })).toMatchObject({
      status: 400,
      body: [
        { errorCode: 'INVALID_FIELD', message: expect.stringContaining('does not match an External ID') },
      ],
    })
  })

  it('say it where several records have the key', async () => {
    const org = await openTestOrg()
    for (const LastName of ['A', 'B']) org.create('Contact', { LastName, Legacy_Id__c: 'l-1' })
    const record = { attributes: { type: 'Contact' }, Legacy_Id__c: 'l-1', LastName: 'C' }
    const answer = org.ask('PATCH', '/composite/sobjects/Contact/Legacy_Id__c', { records: [record] })
    expect(firstErrors(answer)).toEqual([
      expect.objectContaining({ statusCode: 'DUPLICATE_EXTERNAL_ID', fields: ['Legacy_Id__c'] }),
    ])
  })
})

describe('inserts and updates of many records', () => {
  it('may be of several objects', async () => {
    const org = await openTestOrg()
    const account = { attributes: { type: 'Account' }, Name: 'Acme' }
    const contact = { attributes: { type: 'Contact' }, LastName: 'Rivera' }
    const made = org.ask('POST', '/composite/sobjects', {
      records: [account, contact, { ...contact, Id: 'x' }],
    })
    expect(codes(made)).toEqual(['written', 'written', 'INVALID_FIELD_FOR_INSERT_UPDATE'])
    expect(results(made)[0]).not.toHaveProperty('created')
    const [accountId, contactId] = results(made).map(({ id }) => id)
    const changed = org.ask('PATCH', '/composite/sobjects', {
      records: [
        { ...account, id: accountId, Name: 'Acme Robotics' },
        { ...contact, Id: contactId, AccountId: accountId },
        contact,
        { ...contact, id: accountId },
        { ...contact, id: '003D000000IqhSL' },
      ],
    })
    expect(codes(changed)).toEqual([
      'written',
      'written',
      'MISSING_ARGUMENT',
      'MALFORMED_ID',
      'INVALID_CROSS_REFERENCE_KEY',
    ])
    expect(org.records.all('Account')).toMatchObject([{ Name: 'Acme Robotics' }])
    expect(org.records.all('Contact')).toMatchObject([{ AccountId: accountId }])
  })

  it('refuse a call with an object that is not deployed', async () => {
    const org = await openTestOrg()
    const records = [{ attributes: { type: 'Seat__c' } }]
    expect(org.ask('POST', '/composite/sobjects', { records })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_TYPE', message: expect.stringMatching(/^sObject type 'Seat__c' is not/) }],
    })
  })
})

describe('effects of faults', () => {
  const six = (): unknown[] => Array.from({ length: 6 }, () => purchaseBody())

  it('lock every record, or every third', async () => {
    const org = await openTestOrg()
    const all = upsert(org, six(), {}, 'lock-row')
    expect(new Set(codes(all))).toEqual(new Set(['UNABLE_TO_LOCK_ROW']))
    expect(org.records.all('Course_Purchase__c')).toHaveLength(0)
    const locked = 'UNABLE_TO_LOCK_ROW'
    expect(codes(upsert(org, six(), {}, 'lock-some'))).toEqual([
      'written',
      'written',
      locked,
      'written',
      'written',
      locked,
    ])
    expect(org.ask('POST', '/sobjects/Account', { Name: 'Acme' }, 'lock-row')).toMatchObject({
      status: 400,
      body: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }],
    })
  })

  it('refuse the first as a duplicate', async () => {
    const org = await openTestOrg()
    expect(codes(upsert(org, six().slice(0, 2), {}, 'duplicate'))).toEqual(['DUPLICATE_VALUE', 'written'])
  })

  it('fail without writing, or write without answering', async () => {
    const org = await openTestOrg()
    expect(upsert(org, six(), {}, 'server-error')).toMatchObject({
      status: 500,
      body: [{ errorCode: 'UNKNOWN_EXCEPTION' }],
    })
    expect(org.records.all('Course_Purchase__c')).toHaveLength(0)
    expect(upsert(org, six(), {}, 'lost-answer').drop).toBe(true)
    expect(org.records.all('Course_Purchase__c')).toHaveLength(6)
  })
})
