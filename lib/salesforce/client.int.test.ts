import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSalesforceClient } from './client'
import type { SalesforceClientSettings } from './client-settings'
import { contactIdSchema } from './record-ids'

const SECRET = 'client-secret-123'
const TOKEN = '00D!session-token'
const contactId = contactIdSchema.parse('0035e00000AbCdEAAV')
const course = { sku: 'RU-STREAMS', title: 'Streams', kind: 'course' } as never

type Answer =
  | { status?: number; json?: unknown; html?: string; headers?: Record<string, string> }
  | 'drop'
  | 'hang'
  | 'stall'
type Call = { path: string; body: string; token: string | undefined }
type Org = { url: string; calls: Call[]; logins: URLSearchParams[] }

const closing: (() => void)[] = []
afterEach(() => {
  vi.unstubAllGlobals()
  for (const close of closing.splice(0)) close()
})

const rows = (...records: object[]) => ({ json: { totalSize: records.length, done: true, records } })
const refusal = (status: number, errorCode: string, message = 'x') => ({
  status,
  json: [{ errorCode, message }],
})
const session = (url: string) => ({
  access_token: TOKEN,
  instance_url: url,
  id: `${url}/id/00D/005`,
  token_type: 'Bearer',
})

/** A server that answers data calls in turn (the last for ever after), and logins with a session unless told otherwise. */
async function startOrg(
  answers: (Answer | ((call: Call) => Answer))[],
  login?: (ask: URLSearchParams) => Answer,
): Promise<Org> {
  const org: Org = { url: '', calls: [], logins: [] }
  const server = createServer((request, response) => void handle(request, response))
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const path = request.url ?? ''
    if (path === '/services/oauth2/token') {
      org.logins.push(new URLSearchParams(body))
      return send(response, login?.(new URLSearchParams(body)) ?? { json: session(org.url) })
    }
    const call = { path, body, token: request.headers.authorization }
    org.calls.push(call)
    const answer = answers[Math.min(org.calls.length, answers.length) - 1] ?? { status: 500 }
    send(response, typeof answer === 'function' ? answer(call) : answer)
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => (server.closeAllConnections(), server.close()))
  org.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return org
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'drop' || answer === 'stall') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' })
    response.write('{"records":[', () => answer === 'drop' && response.destroy())
    return
  }
  const { status = 200, json, html, headers } = answer
  const type = html === undefined ? 'application/json;charset=UTF-8' : 'text/html;charset=UTF-8'
  response.writeHead(status, { 'content-type': type, 'sforce-limit-info': 'api-usage=18/100000', ...headers })
  response.end(html ?? (json === undefined ? '' : JSON.stringify(json)))
}

const client = (org: Pick<Org, 'url'>, more: Partial<SalesforceClientSettings> = {}) =>
  createSalesforceClient({
    loginUrl: `${org.url}/`,
    clientId: 'client-id',
    auth: { kind: 'client-credentials', clientSecret: SECRET },
    contactKey: 'email',
    ...more,
  })

describe('being let in', () => {
  it('by client credentials, once for all calls, however many come at once', async () => {
    const org = await startOrg([rows()])
    const port = client(org)
    expect(port.budget()).toBeUndefined()
    expect(port.recordPage('003X')).toBeUndefined()
    const readings = await Promise.all([1, 2, 3, 4, 5].map(() => port.readContact(contactId)))
    expect(readings.every(({ outcome }) => outcome === 'none')).toBe(true)
    expect(org.logins.map((ask) => Object.fromEntries(ask))).toEqual([
      { grant_type: 'client_credentials', client_id: 'client-id', client_secret: SECRET },
    ])
    expect(new Set(org.calls.map(({ token }) => token))).toEqual(new Set([`Bearer ${TOKEN}`]))
    expect(org.calls[0]?.path).toMatch(/^\/services\/data\/v67\.0\/query\?q=SELECT/)
    expect(port.budget()).toEqual({ used: 18, allowed: 100_000 })
    expect(port.recordPage('003X')).toBe(`${org.url}/003X`)
  })

  it.each(['pkcs1', 'pkcs8'] as const)('by a signed assertion, the key as %s in one line', async (type) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type, format: 'pem' })).replaceAll('\n', String.raw`\n`)
    const org = await startOrg([rows()])
    const auth = { kind: 'jwt', username: 'robot@redis.example', privateKey: pem } as const
    expect(await client(org, { auth }).readContact(contactId)).toEqual({ outcome: 'none' })
    const { assertion = '', ...rest } = Object.fromEntries(org.logins[0] ?? [])
    expect(rest).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' })
    expect(decodeProtectedHeader(assertion).alg).toBe('RS256')
    const { payload } = await jwtVerify(assertion, publicKey, { audience: org.url, issuer: 'client-id' })
    expect(payload.sub).toBe('robot@redis.example')
    expect((payload.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(180)
  })

  it('names another audience where the first is not this org’s', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const audiences: unknown[] = []
    const fake = vi.fn(async (url: string, { body = '' }: { body?: string }) => {
      if (!url.endsWith('/token')) return Response.json({ records: [] })
      const [, payload = ''] = new URLSearchParams(body).get('assertion')!.split('.')
      const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString())
      audiences.push(aud)
      if (aud === 'https://test.salesforce.com')
        return Response.json(session('https://redis.my.salesforce.com'))
      return Response.json(
        { error: 'invalid_grant', error_description: 'audience is invalid' },
        { status: 400 },
      )
    })
    vi.stubGlobal('fetch', fake)
    const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const auth = { kind: 'jwt', username: 'u', privateKey: key } as const
    const port = client({ url: 'https://redis.my.salesforce.com' }, { auth })
    expect(await port.readContact(contactId)).toEqual({ outcome: 'none' })
    expect(audiences).toEqual(['https://login.salesforce.com', 'https://test.salesforce.com'])
  })

  it.each([
    [
      'a wrong secret',
      { status: 400, json: { error: 'invalid_client', error_description: 'invalid client credentials' } },
      'pause',
    ],
    ['a token endpoint that is down', { status: 503, html: '<h1>Down</h1>' }, 'retry'],
    ['a page instead of a session', { html: `<p>${SECRET}</p>` }, 'retry'],
    ['a session without an address', { json: { access_token: TOKEN, id: 'a/b/c' } }, 'retry'],
    ['a session for a page of theirs', { json: session('https://redis.lightning.force.com') }, 'retry'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'retry'],
    ['half an answer', 'drop', 'retry'],
  ] as const)('not with %s, and it is asked again by the next call', async (_, answer, outcome) => {
    const org = await startOrg([rows()], () => answer)
    const port = client(org)
    const reading = await port.readContact(contactId)
    expect(reading.outcome).toBe(outcome)
    expect(JSON.stringify(reading)).not.toMatch(/secret-123|session-token|</)
    await port.readContact(contactId)
    expect(org.logins).toHaveLength(2)
    expect(org.calls).toHaveLength(0)
  })

  it('not with a key that is none, and without a call', async () => {
    const org = await startOrg([rows()])
    const auth = { kind: 'jwt', username: 'u', privateKey: 'nonsense' } as const
    const reading = await client(org, { auth }).readContact(contactId)
    expect(reading).toMatchObject({
      outcome: 'pause',
      pauseMs: 600_000,
      detail: expect.stringContaining('SALESFORCE_PRIVATE_KEY'),
    })
    expect(org.logins).toHaveLength(0)
  })

  it('never sends a token from a safe address to an unsafe one', async () => {
    const fake = vi.fn(async () => Response.json(session('http://redis.my.salesforce.com')))
    vi.stubGlobal('fetch', fake)
    expect((await client({ url: 'https://redis.my.salesforce.com' }).readContact(contactId)).outcome).toBe(
      'retry',
    )
    expect(fake).toHaveBeenCalledTimes(1)
  })
})

describe('a session that Salesforce has ended', () => {
  const ended = refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')

  it('is opened again, once for all, and the calls are repeated', async () => {
    let tokens = 0
    const answer = ({ token }: Call): Answer => (token === 'Bearer token-1' ? ended : rows())
    const org = await startOrg([answer], () => ({
      json: { ...session(org.url), access_token: `token-${++tokens}` },
    }))
    const port = client(org)
    const readings = await Promise.all([1, 2, 3, 4].map(() => port.readContact(contactId)))
    expect(readings).toEqual(Array.from({ length: 4 }, () => ({ outcome: 'none' })))
    expect(org.logins).toHaveLength(2)
    expect(org.calls).toHaveLength(8)
  })

  it('does not loop where it is always refused', async () => {
    const org = await startOrg([ended])
    let now = new Date('2026-11-22T10:00:00Z')
    const port = client(org, { now: () => now })
    expect(await port.readContact(contactId)).toMatchObject({ outcome: 'pause', pauseMs: 600_000 })
    expect([org.logins.length, org.calls.length]).toEqual([2, 2])
    expect(await port.readContact(contactId)).toMatchObject({ outcome: 'pause' })
    expect([org.logins.length, org.calls.length]).toEqual([2, 3])
    now = new Date(now.getTime() + 30_000)
    await port.readContact(contactId)
    expect([org.logins.length, org.calls.length]).toEqual([3, 5])
  })
})

describe('an answer that is none', () => {
  it.each<[string, Answer, string, string]>([
    ['503', refusal(503, 'SERVER_UNAVAILABLE', 'down'), 'retry', 'SERVER_UNAVAILABLE: down'],
    ['a maintenance page', { status: 503, html: `<h1>${TOKEN}</h1>` }, 'retry', 'ERROR_HTTP_503'],
    ['a page under 200', { html: '<h1>Sorry</h1>' }, 'retry', 'unreadable'],
    ['nothing', {}, 'retry', 'unreadable'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'retry', 'unreadable'],
    ['half an answer', 'drop', 'retry', 'could not be reached: UND_ERR_SOCKET'],
    ['JSON of something else', { json: { results: [] } }, 'retry', 'unreadable'],
    [
      'the limit',
      refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
      'pause',
      'used up',
    ],
    ['no API', refusal(403, 'API_DISABLED_FOR_ORG', 'x'), 'pause', 'switched off'],
    ['no access', refusal(403, 'INSUFFICIENT_ACCESS', 'x'), 'pause', 'permission set'],
    ['no object', refusal(404, 'NOT_FOUND', 'x'), 'pause', 'metadata is not deployed'],
    [
      'several mistakes',
      {
        status: 400,
        json: [
          { errorCode: 'JSON_PARSER_ERROR', message: 'a' },
          { errorCode: 'B', message: 'b' },
        ],
      },
      'needs-person',
      'JSON_PARSER_ERROR: a',
    ],
    [
      '300',
      { status: 300, json: ['/services/data/v67.0/x/1', '/services/data/v67.0/x/2'] },
      'needs-person',
      'MULTIPLE_CHOICES',
    ],
  ])('%s: one request, and the right conclusion', async (_name, answer, outcome, words) => {
    const org = await startOrg([answer])
    const port = client(org)
    const written = await port.writeCourses([course])
    expect(written).toMatchObject({ outcome, detail: expect.stringContaining(words) })
    expect((await port.readContact(contactId)).outcome).toBe(outcome)
    expect(org.calls).toHaveLength(2)
    expect(JSON.stringify(written)).not.toContain(TOKEN)
  })

  it.each(['hang', 'stall'] as const)('is given up after the time-out (%s)', async (how) => {
    const org = await startOrg([how])
    expect(await client(org, { timeoutMs: 60 }).readContact(contactId)).toEqual({
      outcome: 'retry',
      detail: 'Salesforce could not be reached: no answer within 60 ms',
    })
  })

  it('has a reason when nobody listens', async () => {
    const org = await startOrg([])
    closing.pop()?.()
    expect(await client(org).readContact(contactId)).toEqual({
      outcome: 'retry',
      detail: 'Salesforce could not be reached: ECONNREFUSED',
    })
  })
})
