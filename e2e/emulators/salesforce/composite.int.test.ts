import { Connection } from 'jsforce/lib/connection.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEMO_ACCOUNTS } from './people'
import { type SalesforceEmulator, startSalesforceEmulator } from './start'

const OPTIONS = { port: 0, clientId: 'client-of-the-test', clientSecret: 'secret-of-the-test' }
const DATA = '/services/data/v67.0'

let salesforce: SalesforceEmulator
let connection: Connection
beforeEach(async () => {
  salesforce = await startSalesforceEmulator({ ...OPTIONS, people: DEMO_ACCOUNTS })
  const { clientId, clientSecret } = OPTIONS
  connection = new Connection({
    version: '67.0',
    oauth2: { loginUrl: salesforce.url, clientId, clientSecret },
  })
  await connection.authorize({ grant_type: 'client_credentials' })
})
afterEach(() => salesforce.close())

type Part = { method?: string; url?: string; referenceId?: string; body?: unknown; httpHeaders?: object }

async function composite(parts: readonly Part[], allOrNone = false) {
  const compositeRequest = parts.map((part, at) => ({ method: 'GET', referenceId: `part${at}`, ...part }))
  const response = await fetch(`${salesforce.url}${DATA}/composite`, {
    method: 'POST',
    headers: { authorization: `Bearer ${connection.accessToken}` },
    body: JSON.stringify({ allOrNone, compositeRequest }),
  })
  return { status: response.status, body: await response.json() }
}

const query = (soql: string): Part => ({ url: `${DATA}/query?q=${encodeURIComponent(soql)}` })
const insert = (object: string, referenceId: string, body: object): Part => ({
  method: 'POST',
  url: `${DATA}/sobjects/${object}`,
  referenceId,
  body,
})
const count = (object: string): number => salesforce.records(object).length
const halted = (message: RegExp) => [
  { errorCode: 'PROCESSING_HALTED', message: expect.stringMatching(message) },
]

describe('a composite call', () => {
  it('answers long queries of jsforce as one call', async () => {
    const smids = Array.from({ length: 3_000 }, (_, at) => `'SMID-OF-NOBODY-${at}'`)
    const soql = `SELECT Id, SMID__c FROM Account WHERE SMID__c IN ('ACME-4821', ${smids.join(',')})`
    const parts = [query(soql), query('SELECT COUNT() FROM Contact')]
    const compositeRequest = parts.map((part, at) => ({ method: 'GET', referenceId: `part${at}`, ...part }))
    expect(await connection.requestPost('/composite', { compositeRequest })).toMatchObject({
      compositeResponse: [
        {
          referenceId: 'part0',
          httpStatusCode: 200,
          body: { totalSize: 1, records: [{ SMID__c: 'ACME-4821' }] },
        },
        { referenceId: 'part1', httpStatusCode: 200, body: { totalSize: 3, done: true, records: [] } },
      ],
    })
    expect(connection.limitInfo.apiUsage?.used).toBe(1)
    expect(salesforce.calls()).toEqual({ total: 1, byPath: { 'POST /composite': 1 } })
  })

  it('uses what came before, by reference', async () => {
    const { body } = await composite([
      insert('Account', 'made', { Name: 'Umbra', SMID__c: 'UMBRA-9' }),
      insert('Contact', 'person', { LastName: 'Unverified', AccountId: '@{made.id}' }),
      { url: `${DATA}/sobjects/Contact/@{person.id}?fields=AccountId`, referenceId: 'read' },
      {
        url: `${DATA}/query?q=SELECT Name FROM Account WHERE Id = '@{read.AccountId}'`,
        referenceId: 'found',
      },
      insert('Contact', 'twin', { LastName: '@{found.records[0].Name} junior' }),
    ])
    expect(body.compositeResponse.map((part: { httpStatusCode: number }) => part.httpStatusCode)).toEqual([
      201, 201, 200, 200, 201,
    ])
    const [made] = body.compositeResponse
    expect(made.httpHeaders).toEqual({ Location: `${DATA}/sobjects/Account/${made.body.id}` })
    expect(salesforce.query(`SELECT LastName FROM Contact WHERE LastName LIKE 'Umbra%'`)).toMatchObject([
      { LastName: 'Umbra junior' },
    ])
  })

  it('carries out what does not depend on the part that failed', async () => {
    const { status, body } = await composite([
      insert('Account', 'bad', { SMID__c: 'UMBRA-9' }),
      insert('Contact', 'child', { LastName: 'X', AccountId: '@{bad.id}' }),
      insert('Contact', 'reader', { LastName: '@{bad[0].errorCode}' }),
      insert('Account', 'good', { Name: 'Good' }),
      query('SELECT Nope__c FROM Account'),
    ])
    expect(status).toBe(200)
    expect(body.compositeResponse).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
      {
        httpStatusCode: 400,
        body: halted(/^Invalid reference specified\. No value for bad\.id found in bad\./),
      },
      { httpStatusCode: 400, body: halted(/No value for bad/) },
      { httpStatusCode: 201 },
      { httpStatusCode: 400, body: [{ errorCode: 'INVALID_FIELD' }] },
    ])
    expect([count('Account'), count('Contact')]).toEqual([3, 3])
  })

  it('takes everything back with allOrNone', async () => {
    const parts = [insert('Account', 'good', { Name: 'Good' }), insert('Account', 'bad', {})]
    const { body } = await composite(parts, true)
    expect(body.compositeResponse).toMatchObject([
      { httpStatusCode: 400, body: halted(/^The transaction was rolled back/), referenceId: 'good' },
      { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
    ])
    expect(count('Account')).toBe(2)
    await composite(parts.slice(0, 1), true)
    expect(count('Account')).toBe(3)
  })

  it('meets the faults of records', async () => {
    salesforce.faults.replace([{ match: `POST ${DATA}/composite`, effect: 'lock-row', times: 1 }])
    const parts = [insert('Account', 'one', { Name: 'One' })]
    expect((await composite(parts)).body.compositeResponse).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }] },
    ])
    salesforce.faults.replace([{ match: `POST ${DATA}/composite`, effect: 'lost-answer', times: 1 }])
    await expect(composite(parts)).rejects.toThrow()
    expect(count('Account')).toBe(3)
  })
})

describe('a composite call is refused whole', () => {
  const account = query('SELECT COUNT() FROM Account')
  const many = (length: number, part: Part): Part[] => Array.from({ length }, () => part)
  const collection = { method: 'PATCH', url: `${DATA}/composite/sobjects/Account/SMID__c`, body: {} }
  it.each<[string, readonly Part[], RegExp, boolean?]>([
    ['with 26 parts', many(26, { url: `${DATA}/sobjects` }), /more than 25 subrequests/],
    ['with 6 queries', many(6, account), /more than 5 query or collection/],
    ['with 6 queries and collections', [...many(4, account), collection, collection], /more than 5 query or/],
    ['with a referenceId twice', many(2, { ...account, referenceId: 'a' }), /unique/],
    [
      'with a strange referenceId',
      [{ ...account, referenceId: 'a-b' }],
      /^Provided referenceId \('a-b'\) must start/,
    ],
    ['with an address elsewhere', [{ url: '/services/apexrest/x' }], /Not supported/],
    ['with its own authorization', [{ ...account, httpHeaders: { Authorization: 'x' } }], /Authorization/],
    ['with parts that are none', [{ method: 'TRACE', url: `${DATA}/sobjects` }], /not a composite request/],
    ['without parts', [], /not a composite request/],
    ['where it could not be taken back', [collection], /not modelled/, true],
  ])('%s', async (_name, parts, message, allOrNone) => {
    expect(await composite(parts, allOrNone)).toEqual({
      status: 400,
      body: [{ errorCode: 'JSON_PARSER_ERROR', message: expect.stringMatching(message) }],
    })
  })

  it('by GET', async () => {
    await expect(connection.requestGet('/composite')).rejects.toMatchObject({
      errorCode: 'METHOD_NOT_ALLOWED',
    })
  })

  it('as one, where a reference hides in percent signs', async () => {
    const { body } = await composite([query(`SELECT Id FROM Account WHERE Name = '@{part0.id}'`)])
    expect(body.compositeResponse[0].body).toEqual(halted(/not modelled/))
  })
})
