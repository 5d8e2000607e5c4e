import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Connection } from 'jsforce/lib/connection.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEMO_ACCOUNTS } from './people'
import { type SalesforceEmulator, startSalesforceEmulator } from './start'

const OPTIONS = { port: 0, clientId: 'client-of-the-test', clientSecret: 'secret-of-the-test' }

let salesforce: SalesforceEmulator
let connection: Connection
beforeEach(async () => {
  salesforce = await startSalesforceEmulator({ ...OPTIONS, people: DEMO_ACCOUNTS })
  connection = await connected()
})
afterEach(() => salesforce.close())

async function connected(): Promise<Connection> {
  const { clientId, clientSecret } = OPTIONS
  const made = new Connection({
    version: '67.0',
    oauth2: { loginUrl: salesforce.url, clientId, clientSecret },
  })
  await made.authorize({ grant_type: 'client_credentials' })
  return made
}

/** A call without jsforce, which repeats what fails. */
async function call(path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${connection.accessToken}`, ...init.headers }
  const response = await fetch(`${salesforce.url}/services/data${path}`, { ...init, headers })
  const text = await response.text()
  const json = response.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: response.status,
    usage: response.headers.get('sforce-limit-info'),
    body: json ? JSON.parse(text) : text,
  }
}

const door = async (method: string, path: string, body?: unknown) => {
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${salesforce.url}/_emulator/${path}`, { method, ...init })
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() }
}

const error = (errorCode: string, message: unknown) => [{ errorCode, message }]
const COUNT = `/v67.0/query?q=${encodeURIComponent('SELECT COUNT() FROM Account')}`

describe('queries', () => {
  it('find accounts and contacts by what the shop knows of them', async () => {
    const people = await connection.query(
      `SELECT Id, Email, Account.SMID__c FROM Contact WHERE Account.SMID__c IN ('ACME-4821', 'X')
       AND Email IN ('L.RIVERA@example.com')`,
    )
    expect(people).toMatchObject({
      totalSize: 1,
      done: true,
      records: [{ Id: expect.stringMatching(/^003\w{15}$/), Account: { SMID__c: 'ACME-4821' } }],
    })
    await expect(connection.query('SELECT Id FROM Nope__c')).rejects.toMatchObject({
      errorCode: 'INVALID_TYPE',
      message: expect.stringContaining("sObject type 'Nope__c' is not supported"),
    })
  })

  it('read no formula of the metadata', async () => {
    await expect(connection.query('SELECT Person_Key__c FROM Course_Purchase__c')).rejects.toMatchObject({
      errorCode: 'MALFORMED_QUERY',
      message: expect.stringContaining('not modelled by this emulator: the formula field Person_Key__c'),
    })
  })

  it('come in pages of 2,000 rows, or smaller ones when asked', async () => {
    for (let at = 0; at < 4_100; at += 1) salesforce.create('Account', { Name: `A${at}`, SMID__c: `S-${at}` })
    const soql = `SELECT Name FROM Account WHERE SMID__c LIKE 'S-%'`
    const first = await connection.query(soql)
    expect([first.totalSize, first.done, first.records.length]).toEqual([4_100, false, 2_000])
    expect(first.nextRecordsUrl?.replace(salesforce.url, '')).toMatch(
      /^\/services\/data\/v67\.0\/query\/01g\w{15}-2000$/,
    )
    const names = first.records.map((record) => record['Name'])
    for (let page = first; page.nextRecordsUrl !== undefined;) {
      page = await connection.queryMore(page.nextRecordsUrl)
      names.push(...page.records.map((record) => record['Name']))
    }
    expect(names).toHaveLength(4_100)
    expect(new Set(names).size).toBe(4_100)
    const second = await call(`/v67.0/query?q=${encodeURIComponent(soql)}`, {
      headers: { 'sforce-query-options': 'batchSize=500' },
    })
    expect([second.body.records.length, second.body.nextRecordsUrl.endsWith('-500')]).toEqual([500, true])
    expect(salesforce.calls().byPath).toEqual({ 'GET /query': 2, 'GET /query/{locator}': 2 })
  }, 60_000)

  it.each([
    [
      'another locator',
      '/v67.0/query/01gRv0000000001IAA-2000',
      400,
      error('INVALID_QUERY_LOCATOR', 'invalid query locator'),
    ],
    ['no query', '/v67.0/query', 400, error('MALFORMED_QUERY', expect.anything())],
    [
      'a version that is none',
      '/v50.0/query?q=x',
      404,
      error('NOT_FOUND', 'The requested resource does not exist'),
    ],
    [
      'an unknown address',
      '/v67.0/apexrest',
      404,
      error('NOT_FOUND', 'The requested resource does not exist'),
    ],
  ])('refuse %s', async (_name, path, status, body) => {
    expect(await call(path)).toMatchObject({ status, body })
  })

  it('refuse an address of more than 16,384 bytes', async () => {
    const response = await call(`/v67.0/query?q=${'x'.repeat(17_000)}`)
    expect(response.status).toBe(431)
  })

  it('take every version that the org lists', async () => {
    const listed = await (await fetch(`${salesforce.url}/services/data`)).json()
    expect(listed.length).toBeGreaterThan(0)
    for (const { url } of listed)
      expect((await call(`${url.replace('/services/data', '')}/limits`)).status).toBe(200)
  })
})

describe('callers', () => {
  it('need a session that is good', async () => {
    const expired = { status: 401, body: error('INVALID_SESSION_ID', 'Session expired or invalid') }
    expect(await call(COUNT, { headers: { authorization: 'Bearer 00D!wrong' } })).toMatchObject(expired)
    expect((await call(COUNT)).status).toBe(200)
    expect(await door('POST', 'sessions/expire')).toEqual({ status: 200, body: { expired: 1 } })
    expect(await call(COUNT)).toMatchObject(expired)
    connection = await connected()
    expect((await call(COUNT)).status).toBe(200)
    expect((await door('GET', 'counts')).body).toMatchObject({
      tokens: { given: 2, open: 1 },
      calls: { total: 2, byPath: { 'GET /query': 2 } },
    })
  })

  it('are counted, told so, and stopped at the limit', async () => {
    expect((await call(COUNT)).usage).toBe('api-usage=1/100000')
    expect((await door('PUT', 'limits', { used: 17, allowed: 18 })).body).toEqual({ used: 17, allowed: 18 })
    await connection.query('SELECT COUNT() FROM Account')
    expect(connection.limitInfo.apiUsage).toEqual({ used: 18, limit: 18 })
    expect(await call(COUNT)).toEqual({
      status: 403,
      usage: 'api-usage=18/18',
      body: error('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
    })
    salesforce.setLimits({ used: 0 })
    expect((await call(COUNT)).status).toBe(200)
    expect((await door('PUT', 'limits', { used: -1 })).status).toBe(400)
  })

  it.each([
    ['session-expired', 401, 'INVALID_SESSION_ID'],
    ['server-unavailable', 503, 'SERVER_UNAVAILABLE'],
    ['request-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['api-disabled', 403, 'API_DISABLED_FOR_ORG'],
    ['insufficient-access', 403, 'INSUFFICIENT_ACCESS_OR_READONLY'],
    ['server-error', 500, 'UNKNOWN_EXCEPTION'],
  ])('meet %s', async (effect, status, code) => {
    salesforce.faults.replace([{ match: 'GET /services/data/v67.0/query', effect, times: 1 }])
    expect(await call(COUNT)).toMatchObject({ status, body: error(code, expect.anything()) })
    expect(salesforce.calls().total).toBe(0)
    expect((await call(COUNT)).status).toBe(200)
  })

  it('meet several choices, a page of words, and an answer that is lost', async () => {
    const match = 'GET /services/data/v67.0/query'
    salesforce.faults.replace(
      ['multiple-choices', 'html-maintenance', 'lost-answer'].map((effect) => ({ match, effect, times: 1 })),
    )
    expect((await call(COUNT)).status).toBe(300)
    expect(await call(COUNT)).toMatchObject({ status: 503, body: expect.stringContaining('<!DOCTYPE html>') })
    await expect(call(COUNT)).rejects.toThrow()
    expect(salesforce.calls().total).toBe(1)
  })
})

describe('the doors', () => {
  it('let an account arrive, and go back to the people of the start', async () => {
    const added = await door('POST', 'records', {
      object: 'Account',
      fields: { Name: 'Umbra', SMID__c: 'UMBRA-9' },
    })
    expect(added.status).toBe(201)
    expect(salesforce.query(`SELECT Name FROM Account WHERE SMID__c = 'UMBRA-9'`)).toMatchObject([
      { Name: 'Umbra' },
    ])
    expect((await door('GET', 'state')).body).toMatchObject({
      accounts: [{ SMID__c: 'ACME-4821' }, { SMID__c: 'NIMBUS-77' }, { SMID__c: 'UMBRA-9' }],
      purchases: [],
      courses: [],
      records: { Account: 3, Contact: 3 },
    })
    await call(COUNT)
    expect((await door('DELETE', 'state')).status).toBe(204)
    expect((await door('GET', 'counts')).body).toEqual({
      records: { Account: 2, Contact: 3, Course__c: 0, Course_Purchase__c: 0 },
      tokens: { given: 0, open: 1 },
      limits: { used: 0, allowed: 100_000 },
      calls: { total: 0, byPath: {} },
    })
    expect((await call(COUNT)).body.totalSize).toBe(2)
  })
})

it('keeps records over a restart, and does not seed them again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'salesforce-'))
  const options = { ...OPTIONS, people: DEMO_ACCOUNTS, dataFile: join(folder, 'org.json') }
  await salesforce.close()
  salesforce = await startSalesforceEmulator(options)
  salesforce.create('Account', { Name: 'Umbra', SMID__c: 'UMBRA-9' })
  const before = salesforce.records('Account')
  await salesforce.close()
  salesforce = await startSalesforceEmulator(options)
  expect(salesforce.records('Account')).toEqual(before)
  expect(before).toHaveLength(3)
  await rm(folder, { recursive: true })
})
