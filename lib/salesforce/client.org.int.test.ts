import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '@/e2e/emulators/faults'
import { type SalesforceEmulator, startSalesforceEmulator } from '@/e2e/emulators/salesforce/start'
import { purchaseIdSchema, skuSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import { createSalesforceClient } from './client'
import type { SalesforceAuth, SalesforceClientSettings } from './client-settings'
import type { SalesforcePort, Seek, Written } from './port'
import { accountIdSchema, contactIdSchema } from './record-ids'
import type { PurchaseRecord } from './records'

const SECRET = 'client-secret-123'
const USERNAME = 'robot@redis.example'
const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject) =>
  String(key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }))
const { privateKey, publicKey } = keyPair()
const otherKey = pem(keyPair().privateKey)
const jwt: SalesforceAuth = { kind: 'jwt', username: USERNAME, privateKey: pem(privateKey) }
const sku = skuSchema.parse('RU-STREAMS')

let org: SalesforceEmulator
let port: SalesforcePort
beforeAll(async () => {
  org = await startSalesforceEmulator({
    port: 0,
    clientId: 'client-id',
    clientSecret: SECRET,
    jwt: { publicKeyPem: pem(publicKey), username: USERNAME },
    extraContactFields: [{ name: 'Cloud_Id__c', type: 'string', length: 128 }],
  })
})
afterAll(() => org.close())
beforeEach(async () => {
  org.faults.replace([])
  await fetch(`${org.url}/_emulator/state`, { method: 'DELETE' })
  org.setLimits({ used: 0, allowed: 100_000 })
  port = client()
  await port.writeCourses([{ sku, title: 'Streams', kind: 'course' }])
})

const client = (more: Partial<SalesforceClientSettings> = {}) =>
  createSalesforceClient({
    loginUrl: org.url,
    clientId: 'client-id',
    auth: { kind: 'client-credentials', clientSecret: SECRET },
    contactKey: 'email',
    ...more,
  })

function purchase(more: Partial<PurchaseRecord> = {}): PurchaseRecord {
  return {
    purchaseId: purchaseIdSchema.parse(randomUUID()),
    reference: 'RU-7F3K-91QD',
    sku,
    smid: 'ACME-4821',
    email: 'l.rivera@example.com',
    currency: currencySchema.parse('USD'),
    amount: 29_900n,
    tax: 0n,
    discount: 100n,
    refunded: 0n,
    status: 'Paid',
    access: 'Active',
    stripeAccount: 'default',
    paymentIntentId: 'pi_1',
    invoiceNumber: undefined,
    orderedAt: new Date('2026-11-20T10:00:00Z'),
    paidAt: new Date('2026-11-20T10:00:05Z'),
    match: 'Pending',
    matchNote: undefined,
    account: undefined,
    contactId: undefined,
    page: 'https://shop.example/staff/purchases/1',
    ...more,
  }
}
const results = (written: Written) => (written.outcome === 'answered' ? written.results : [written])
const fault = (one: Omit<Fault, 'match'>) =>
  org.faults.replace([{ match: '*/composite/sobjects/Course_Purchase__c*', times: 1, ...one }])
const account = (smid: string) => org.create('Account', { Name: smid, SMID__c: smid })
const contact = (accountId: string, fields: Record<string, string>) =>
  org.create('Contact', { LastName: 'Rivera', AccountId: accountId, ...fields })
const seek = (smid: string, email?: string, contactKey?: string): Seek => ({ smid, email, contactKey })

describe('an org', () => {
  it('lets in by both flows', async () => {
    for (const auth of [jwt, { kind: 'client-credentials', clientSecret: SECRET }] as const)
      expect(await client({ auth }).seekPeople([seek('A')])).toMatchObject({ outcome: 'answered' })
  })

  it.each<[string, Partial<SalesforceClientSettings>, string]>([
    [
      'the secret',
      { auth: { kind: 'client-credentials', clientSecret: 'wrong-456' } },
      'SALESFORCE_CLIENT_SECRET',
    ],
    ['the client id', { clientId: 'other' }, 'SALESFORCE_CLIENT_ID'],
    ['the user', { auth: { ...jwt, username: 'nobody@redis.example' } }, 'not approved'],
    ['the key', { auth: { ...jwt, privateKey: otherKey } }, 'SALESFORCE_PRIVATE_KEY'],
  ])('says what to put right where %s is wrong', async (_, more, words) => {
    const written = await client(more).writePurchases([purchase()])
    expect(written).toMatchObject({ outcome: 'pause', detail: expect.stringContaining(words) })
    expect(JSON.stringify(written)).not.toMatch(/wrong-456|nobody@/)
  })

  it('opens another session where one has ended', async () => {
    const { given } = org.tokens()
    org.expireSessions()
    expect(results(await port.writePurchases([purchase()]))).toMatchObject([{ outcome: 'written' }])
    expect(org.tokens().given).toBe(given + 1)
  })

  it('counts calls, and is left alone when they are used up', async () => {
    org.setLimits({ used: 41, allowed: 42 })
    await port.writePurchases([purchase()])
    expect(port.budget()).toEqual({ used: 42, allowed: 42 })
    expect(await port.writePurchases([purchase()])).toMatchObject({ outcome: 'pause', pauseMs: 900_000 })
  })
})

describe('purchases', () => {
  it('hold every field, and are one however often they are written', async () => {
    const record = purchase({ currency: currencySchema.parse('JPY'), amount: 4_900n, smid: 'NIMBUS-77' })
    expect(results(await port.writePurchases([record]))).toMatchObject([
      { outcome: 'written', created: true },
    ])
    const repeated = await port.writePurchases([{ ...record, status: 'Refunded', refunded: 4_900n }])
    expect(results(repeated)).toMatchObject([{ outcome: 'written', created: false }])
    expect(org.records('Course_Purchase__c')).toMatchObject([
      {
        Purchase_Id__c: record.purchaseId,
        Name: 'RU-7F3K-91QD',
        Status__c: 'Refunded',
        Buyer_SMID__c: 'NIMBUS-77',
        Buyer_Email__c: 'l.rivera@example.com',
        Amount__c: 4_900,
        Refunded__c: 4_900,
        Currency__c: 'JPY',
        Course__c: org.records('Course__c')[0]?.Id,
      },
    ])
  })

  it('go 200 in one call', async () => {
    const { total } = org.calls()
    const written = await port.writePurchases(Array.from({ length: 200 }, () => purchase()))
    expect(results(written).filter(({ outcome }) => outcome === 'written')).toHaveLength(200)
    expect(org.calls().total).toBe(total + 1)
    expect(org.records('Course_Purchase__c')).toHaveLength(200)
  })

  it('miss what they hang on, each for itself', async () => {
    const accountId = account('ACME-4821')
    const written = await port.writePurchases([
      purchase({ account: 'by-smid' }),
      purchase({ account: 'by-smid', smid: 'LATE-1' }),
      purchase({ sku: skuSchema.parse('RU-UNKNOWN') }),
      purchase({ contactId: contactIdSchema.parse('0035e00000AbCdEAAV') }),
      purchase({ account: accountIdSchema.parse(accountId) }),
    ])
    expect(results(written)).toMatchObject([
      { outcome: 'written' },
      { outcome: 'missing-parent', parent: 'person' },
      { outcome: 'missing-parent', parent: 'course' },
      { outcome: 'missing-parent', parent: 'person' },
      { outcome: 'written' },
    ])
    expect(org.records('Course_Purchase__c').map((one) => one['Account__c'])).toEqual([accountId, accountId])
  })

  it('are refused alone where one is too long', async () => {
    const written = await port.writePurchases([
      purchase({ email: `${'x'.repeat(250)}@example.com` }),
      purchase(),
    ])
    expect(results(written)).toMatchObject([
      { outcome: 'needs-person', detail: expect.stringMatching(/^STRING_TOO_LONG: .*\(e-mail\)/) },
      { outcome: 'written' },
    ])
  })

  it.each<[string, Omit<Fault, 'match'>, object, number]>([
    ['a lock', { effect: 'lock-row' }, { outcome: 'retry' }, 0],
    ['created by two at once', { effect: 'duplicate' }, { outcome: 'retry' }, 0],
    ['no server', { effect: 'server-unavailable' }, { outcome: 'retry' }, 0],
    ['maintenance', { effect: 'html-maintenance' }, { outcome: 'retry', detail: 'ERROR_HTTP_503' }, 0],
    ['an error', { effect: 'server-error' }, { outcome: 'retry' }, 0],
    ['a broken connection', { drop: true }, { outcome: 'retry' }, 0],
    ['an answer lost after writing', { effect: 'lost-answer' }, { outcome: 'retry' }, 1],
    ['no API', { effect: 'api-disabled' }, { outcome: 'pause' }, 0],
    ['no access', { effect: 'insufficient-access' }, { outcome: 'pause' }, 0],
    ['several of one id', { effect: 'multiple-choices' }, { outcome: 'needs-person' }, 0],
    ['a session that ends', { effect: 'session-expired' }, { outcome: 'written' }, 1],
  ])('%s: the right conclusion, and once there when repeated', async (_, one, conclusion, stored) => {
    fault(one)
    const record = purchase()
    expect(results(await port.writePurchases([record]))).toMatchObject([conclusion])
    expect(org.records('Course_Purchase__c')).toHaveLength(stored)
    expect(results(await port.writePurchases([record]))).toMatchObject([{ outcome: 'written' }])
    expect(org.records('Course_Purchase__c')).toHaveLength(1)
  })

  it('are given up after the time-out', async () => {
    fault({ delayMs: 60_000 })
    const hasty = client({ timeoutMs: 200 })
    expect(await hasty.writePurchases([purchase()])).toEqual({
      outcome: 'retry',
      detail: 'Salesforce could not be reached: no answer within 200 ms',
    })
  })
})

describe('people', () => {
  it('are found by SMID and e-mail, 2,000 in one call', async () => {
    const people = Array.from({ length: 2_000 }, (_, n) =>
      seek(`ACME-${n}`, `Somebody.${n}@company-${n}.example.com`),
    )
    const made = people.slice(0, 300).map(({ smid, email = '' }) => {
      const accountId = account(smid)
      return { accounts: [accountId], contacts: [contact(accountId, { Email: email.toLowerCase() })] }
    })
    const { total } = org.calls()
    const sought = await port.seekPeople(people)
    expect(org.calls().total).toBe(total + 1)
    const found = sought.outcome === 'answered' ? sought.found : []
    expect(found.slice(0, 300)).toEqual(made)
    expect(found.slice(300)).toEqual(Array.from({ length: 1_700 }, () => ({ accounts: [], contacts: [] })))
  })

  it.each(["o'brien@example.com", 'a+b%c_d@example.com', 'müller@exämple.de', '{x}|y=z@example.com'])(
    'are found as %s',
    async (address) => {
      const id = contact(account('ACME-1'), { Email: address })
      expect(await port.seekPeople([seek('ACME-1', address.toUpperCase())])).toMatchObject({
        found: [{ contacts: [id] }],
      })
    },
  )

  it.each([String.raw`a\'b`, `"quoted" 'single'`, '100%', 'line\nbreak', 'ключ'])(
    'are found by a key of their own, %j',
    async (key) => {
      const id = contact(account('ACME-1'), { Cloud_Id__c: key })
      const own = client({ contactKey: 'Cloud_Id__c' })
      const sought = await own.seekPeople([
        seek('ACME-1', 'x@x.io', key),
        seek('ACME-1', 'x@x.io', `${key}x`),
      ])
      expect(sought).toMatchObject({ found: [{ contacts: [id] }, { contacts: [] }] })
    },
  )

  it('are not found by what would be a reference, and keep nobody else from it', async () => {
    const id = contact(account('ACME-1'), { Cloud_Id__c: 'k' })
    const seeks = [seek('ACME-1', 'x@x.io', '@{query0.records[0].Id}'), seek('ACME-1', 'x@x.io', 'k')]
    expect(await client({ contactKey: 'Cloud_Id__c' }).seekPeople(seeks)).toMatchObject({
      found: [{ contacts: [] }, { contacts: [id] }],
    })
  })

  it('are found by their id, and by no key that the org does not have', async () => {
    const id = contact(account('ACME-1'), {})
    const byId = await client({ contactKey: 'Id' }).seekPeople([
      seek('ACME-1', undefined, id.slice(0, 15)),
      seek('ACME-1', undefined, '0035000001'),
    ])
    expect(byId).toMatchObject({ found: [{ contacts: [id] }, { contacts: [] }] })
    const wrong = await client({ contactKey: 'Nowhere__c' }).seekPeople([seek('ACME-1', 'x@x.io', 'k')])
    expect(wrong).toMatchObject({ outcome: 'pause', detail: expect.stringContaining('Nowhere__c') })
  })

  it('may be too many to fit on a page', async () => {
    const one = account('ACME-1')
    for (let n = 0; n < 2_100; n += 1) contact(one, { Email: 'team@example.com' })
    const last = contact(one, { Email: 'last@example.com' })
    const sought = await port.seekPeople([
      seek('ACME-1', 'team@example.com'),
      seek('ACME-1', 'last@example.com'),
    ])
    expect(sought).toMatchObject({
      found: [{ contacts: [expect.anything(), expect.anything()] }, { contacts: [last] }],
    })
  })

  it('are read with their account', async () => {
    const accountId = account('ACME-4821')
    const id = contact(accountId, { FirstName: 'Lena' })
    const found = {
      outcome: 'found',
      contactId: id,
      name: 'Lena Rivera',
      accountId,
      accountName: 'ACME-4821',
      smid: 'ACME-4821',
    }
    expect(await port.readContact(contactIdSchema.parse(id.slice(0, 15)))).toEqual(found)
    expect(await port.readContact(contactIdSchema.parse('0035e00000AbCdEAAV'))).toEqual({ outcome: 'none' })
    const alone = org.create('Contact', { LastName: 'Alone' })
    expect(await port.readContact(contactIdSchema.parse(alone))).toEqual({
      outcome: 'found',
      contactId: alone,
      name: 'Alone',
      accountId: undefined,
      accountName: undefined,
      smid: undefined,
    })
  })
})
