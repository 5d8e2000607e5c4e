import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { Connection } from 'jsforce/lib/connection.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SalesforceEmulator, startSalesforceEmulator } from './start'

const CLIENT = { clientId: 'client-of-the-test', clientSecret: 'secret-of-the-test' }
const USERNAME = 'integration@redis.example'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

let salesforce: SalesforceEmulator
beforeEach(async () => {
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  salesforce = await startSalesforceEmulator({
    port: 0,
    ...CLIENT,
    jwt: { publicKeyPem, username: USERNAME },
  })
})
afterEach(() => salesforce.close())

type Claims = { iss?: string; aud?: string; sub?: string; seconds?: number; key?: typeof privateKey }

function assertion({ iss, aud, sub, seconds = 120, key = privateKey }: Claims = {}): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(iss ?? CLIENT.clientId)
    .setAudience(aud ?? salesforce.url)
    .setSubject(sub ?? USERNAME)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
    .sign(key)
}

async function token(form: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(form)
  const response = await fetch(`${salesforce.url}/services/oauth2/token`, { method: 'POST', body, headers })
  return { status: response.status, answer: await response.json() }
}

const byCredentials = (form: Record<string, string> = {}) =>
  token({
    grant_type: 'client_credentials',
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret,
    ...form,
  })
const byAssertion = async (claims?: Claims) =>
  token({ grant_type: JWT_BEARER, assertion: await assertion(claims) })

describe('a token', () => {
  it('comes by client credentials, in the form or in a header', async () => {
    const { status, answer } = await byCredentials()
    expect(status).toBe(200)
    expect(answer).toEqual({
      access_token: expect.stringMatching(/^00D\w{12}![\w-]+$/),
      signature: expect.stringMatching(/^[\w+/]{43}=$/),
      scope: 'api',
      instance_url: salesforce.url,
      id: expect.stringMatching(/^http:.+\/id\/00D\w{15}\/005\w{15}$/),
      token_type: 'Bearer',
      issued_at: expect.stringMatching(/^\d{13}$/),
    })
    const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64')
    const { answer: second } = await token(
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${basic}` },
    )
    expect(second.access_token).not.toBe(answer.access_token)
    expect(salesforce.tokens()).toEqual({ given: 2, open: 2 })
  })

  it('comes for a signed assertion, to My Domain or a login address of Salesforce', async () => {
    expect((await byAssertion()).status).toBe(200)
    expect((await byAssertion({ aud: 'https://login.salesforce.com', seconds: 179 })).status).toBe(200)
  })

  it('comes for jsforce by both grants', async () => {
    const oauth2 = { loginUrl: salesforce.url, ...CLIENT }
    const one = new Connection({ version: '67.0', oauth2 })
    await one.authorize({ grant_type: 'client_credentials' })
    const other = new Connection({ version: '67.0', oauth2: { loginUrl: salesforce.url } })
    const info = await other.authorize({ grant_type: JWT_BEARER, assertion: await assertion() })
    expect(info.organizationId).toMatch(/^00D/)
    for (const connection of [one, other])
      expect(await connection.query('SELECT COUNT() FROM Account')).toMatchObject({
        totalSize: 0,
        done: true,
      })
  })
})

describe('no token', () => {
  const invalidGrant = (description: string) => ({ error: 'invalid_grant', error_description: description })
  const unknownClient = { error: 'invalid_client_id', error_description: 'client identifier invalid' }
  const wrongClient = { error: 'invalid_client', error_description: 'invalid client credentials' }
  it.each<[string, () => ReturnType<typeof token>, object]>([
    ['to an unknown client', () => byCredentials({ client_id: 'other' }), unknownClient],
    ['for a wrong secret', () => byCredentials({ client_secret: 'wrong' }), wrongClient],
    [
      'for another grant',
      () => byCredentials({ grant_type: 'password' }),
      { error: 'unsupported_grant_type', error_description: 'grant type not supported' },
    ],
    [
      'for rubbish',
      () => token({ grant_type: JWT_BEARER, assertion: 'rubbish' }),
      invalidGrant('invalid assertion'),
    ],
    ['for no assertion', () => token({ grant_type: JWT_BEARER }), invalidGrant('invalid assertion')],
    ['to an issuer unknown', () => byAssertion({ iss: 'other' }), unknownClient],
    [
      'for another audience',
      () => byAssertion({ aud: 'https://example.com' }),
      invalidGrant('audience is invalid'),
    ],
    ['once expired', () => byAssertion({ seconds: -1 }), invalidGrant('expired authorization code')],
    ['for one that expires late', () => byAssertion({ seconds: 600 }), invalidGrant('invalid assertion')],
    [
      'for another user',
      () => byAssertion({ sub: 'boss@redis.example' }),
      invalidGrant("user hasn't approved this consumer"),
    ],
  ])('%s', async (_name, call, expected) => {
    const { status, answer } = await call()
    expect([status, answer]).toEqual([400, expected])
    expect(salesforce.tokens().given).toBe(0)
  })

  it('for another key', async () => {
    const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    expect((await byAssertion({ key })).answer).toEqual(invalidGrant('invalid assertion'))
  })

  it('where no user runs the flow, or Salesforce is told so', async () => {
    salesforce.faults.replace([
      { match: 'POST /services/oauth2/token', effect: 'not-let-in', times: 1 },
      { match: 'POST /services/oauth2/token', effect: 'no-run-as-user', times: 1 },
      { match: 'POST /services/oauth2/token', effect: 'html-maintenance', times: 1 },
    ])
    expect((await byCredentials()).answer).toEqual(wrongClient)
    expect((await byCredentials()).answer).toEqual(invalidGrant('no client credentials user enabled'))
    const page = await fetch(`${salesforce.url}/services/oauth2/token`, { method: 'POST' })
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=UTF-8'])
    await salesforce.close()
    salesforce = await startSalesforceEmulator({ port: 0, clientId: CLIENT.clientId })
    expect((await byCredentials()).answer).toEqual(invalidGrant('no client credentials user enabled'))
    expect((await byAssertion()).answer).toEqual(invalidGrant('invalid assertion'))
  })
})
