import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '@/e2e/emulators/faults'
import { type FlockjayEmulator, startFlockjayEmulator } from '@/e2e/emulators/flockjay/start'
import { purchaseIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import { createFlockjayClient } from './client'
import type { FlockjayPort, UnlockRequest } from './port'

const TOKEN = 'secret-api-token'
const EMAIL = 'l.rivera@example.com'
const request = (sku = 'RU-CERT-DEVELOPER'): UnlockRequest => ({
  purchaseId: purchaseIdSchema.parse(randomUUID()),
  sku: skuSchema.parse(sku),
  smid: smidSchema.parse('ACME-4821'),
  learner: { email: EMAIL },
  orderRef: 'RU-7F3K-91QD',
})

let flockjay: FlockjayEmulator
let port: FlockjayPort

beforeAll(async () => {
  flockjay = await startFlockjayEmulator({
    port: 0,
    apiToken: TOKEN,
    checkoutUrl: 'http://localhost:3000/university/checkout',
    courses: [{ id: 'fj-1', sku: 'RU-CERT-DEVELOPER', title: 'Developer', kind: 'certification' }],
  })
  port = createFlockjayClient({ apiUrl: `${flockjay.url}/`, token: TOKEN })
})
beforeEach(() => fetch(`${flockjay.url}/_emulator/state`, { method: 'DELETE' }))
afterAll(() => flockjay.close())

const down = { outcome: 'retry', destinationDown: true }
const notDown = { outcome: 'retry', destinationDown: false }

describe('unlock', () => {
  it('enrols, reads back, and may be repeated', async () => {
    const wanted = request()
    expect(await port.unlock(wanted)).toMatchObject({ outcome: 'done' })
    expect(await port.unlock(wanted)).toMatchObject({ outcome: 'already' })
    expect(flockjay.enrollments()).toMatchObject([
      {
        purchase_id: wanted.purchaseId,
        sku: 'RU-CERT-DEVELOPER',
        smid: 'ACME-4821',
        learner: { email: EMAIL },
        order_ref: 'RU-7F3K-91QD',
        status: 'active',
        puts: 2,
      },
    ])
  })

  it('asks for a person when Flockjay does not know the course', async () => {
    expect(await port.unlock(request('RU-COURSE-NOWHERE'))).toMatchObject({ outcome: 'needs-person' })
  })

  it('asks for a person when the purchase id holds another account', async () => {
    const wanted = request()
    await port.unlock(wanted)
    const other = { ...wanted, smid: smidSchema.parse('NIMBUS-77') }
    expect(await port.unlock(other)).toMatchObject({ outcome: 'needs-person' })
  })

  it('says that the token is refused', async () => {
    const wrong = createFlockjayClient({ apiUrl: flockjay.url, token: 'another-secret' })
    const result = await wrong.unlock(request())
    expect(result).toMatchObject(down)
    expect(result.detail).toContain('token')
    expect(result.detail).not.toContain('another-secret')
  })
})

const faults: [string, Omit<Fault, 'match'>, object, number][] = [
  ['no effect', { effect: 'no-effect' }, notDown, 0],
  ['already enrolled', { effect: 'already-enrolled' }, { outcome: 'already' }, 1],
  ['redirect to a login page', { effect: 'redirect-to-login' }, down, 0],
  ['empty body', { effect: 'empty-body' }, down, 0],
  ['error inside a 200', { effect: 'error-inside' }, notDown, 0],
  ['500', { status: 500, body: '<h1>Oops</h1>' }, down, 0],
  ['HTML under 200', { status: 200, body: `<p>${EMAIL} ${TOKEN}</p>` }, down, 0],
  ['HTML under 404', { status: 404, body: '<h1>Not found</h1>' }, down, 0],
  ['JSON larger than 64 KB', { status: 200, body: `{"a":"${'x'.repeat(70_000)}"}` }, down, 0],
  ['broken connection', { drop: true }, down, 0],
  ['answer lost after storing', { effect: 'lost-answer' }, down, 1],
  ['422 with details', { status: 422, body: `{"error":"${EMAIL}"}` }, { outcome: 'needs-person' }, 0],
]

describe('a fault in the PUT', () => {
  it.each(faults)(
    '%s: the right conclusion, and it works afterwards',
    async (_name, fault, result, stored) => {
      await setFaults([{ ...fault, match: 'PUT /enrollments/', times: 1 }])
      const wanted = request()
      const first = await port.unlock(wanted)
      expect(first).toMatchObject(result)
      expect(first.detail.length).toBeLessThanOrEqual(200)
      expect(first.detail).not.toMatch(/example\.com|secret|</)
      expect(flockjay.enrollments()).toHaveLength(stored)
      expect(['done', 'already']).toContain((await port.unlock(wanted)).outcome)
      expect(flockjay.enrollments()).toHaveLength(1)
    },
  )

  it('gives up after the time-out', async () => {
    await setFaults([{ match: 'PUT *', delayMs: 60_000 }])
    const hasty = createFlockjayClient({ apiUrl: flockjay.url, token: TOKEN, timeoutMs: 50 })
    expect(await hasty.unlock(request())).toEqual({
      ...down,
      detail: 'Flockjay could not be reached: no answer within 50 ms',
    })
    expect(flockjay.enrollments()).toEqual([])
  })

  it('names the reason when nobody listens', async () => {
    const gone = createFlockjayClient({ apiUrl: await freeAddress(), token: TOKEN })
    expect(await gone.unlock(request())).toEqual({
      ...down,
      detail: 'Flockjay could not be reached: ECONNREFUSED',
    })
  })

  it('keeps to Retry-After', async () => {
    const busy = createServer((_request, response) => response.writeHead(429, { 'retry-after': '30' }).end())
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
    const client = createFlockjayClient({ apiUrl: addressOf(busy), token: TOKEN })
    expect(await client.unlock(request())).toMatchObject({ ...notDown, afterMs: 30_000 })
    await new Promise((resolve) => busy.close(resolve))
  })
})

describe('a fault in the read-back', () => {
  it.each<[string, Omit<Fault, 'match'>, object]>([
    ['500', { status: 500, body: '' }, down],
    ['HTML', { body: '<p>hello</p>' }, down],
    ['redirect', { effect: 'redirect-to-login' }, down],
    ['empty', { effect: 'empty-body' }, down],
    ['broken connection', { drop: true }, down],
    ['no enrolment', { effect: 'shows-nothing' }, notDown],
    ['a revoked one', { effect: 'shows-revoked' }, notDown],
    ['another course', { effect: 'shows-another-course' }, { outcome: 'needs-person' }],
  ])('%s: not done, though stored', async (_name, fault, result) => {
    await setFaults([{ ...fault, match: 'GET /enrollments/', times: 1 }])
    const wanted = request()
    expect(await port.unlock(wanted)).toMatchObject(result)
    expect(flockjay.enrollments()).toHaveLength(1)
    expect(await port.unlock(wanted)).toMatchObject({ outcome: 'already' })
  })
})

describe('read and revoke', () => {
  it('read what is there, take it away, and may be repeated', async () => {
    const wanted = request()
    expect(await port.read(wanted.purchaseId)).toMatchObject({ outcome: 'none' })
    expect(await port.revoke(wanted.purchaseId)).toMatchObject({ outcome: 'already' })
    await port.unlock(wanted)
    const found = { outcome: 'found', sku: wanted.sku, smid: wanted.smid }
    expect(await port.read(wanted.purchaseId)).toMatchObject({ ...found, status: 'active' })
    expect(await port.revoke(wanted.purchaseId)).toMatchObject({ outcome: 'done' })
    expect(await port.revoke(wanted.purchaseId)).toMatchObject({ outcome: 'done' })
    expect(await port.read(wanted.purchaseId)).toMatchObject({ ...found, status: 'revoked' })
    expect(await port.unlock(wanted)).toMatchObject({ outcome: 'already' })
  })

  it.each<[string, Fault, object]>([
    ['500', { match: 'DELETE', status: 500, body: '' }, down],
    ['redirect', { match: 'DELETE', effect: 'redirect-to-login' }, down],
    ['a 204 without effect', { match: 'DELETE', status: 204 }, notDown],
    ['an answer lost after revoking', { match: 'DELETE', effect: 'lost-answer' }, down],
    ['a broken read-back', { match: 'GET', drop: true }, down],
  ])('does not take %s for revoked', async (_name, fault, result) => {
    const wanted = request()
    await port.unlock(wanted)
    await setFaults([{ ...fault, times: 1 }])
    expect(await port.revoke(wanted.purchaseId)).toMatchObject(result)
    expect(await port.revoke(wanted.purchaseId)).toMatchObject({ outcome: 'done' })
    expect(flockjay.enrollments()).toMatchObject([{ status: 'revoked' }])
  })
})

describe('a course', () => {
  const found = {
    outcome: 'found',
    title: 'Developer',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/courses\/fj-1$/),
  }

  it('is shown by its id, or is not there', async () => {
    expect(await port.course('fj-1')).toEqual(found)
    expect(await port.course('RU-CERT-DEVELOPER')).toMatchObject({ outcome: 'none' })
    expect(await port.course('../enrollments')).toMatchObject({ outcome: 'none' })
    expect((await port.course('..')).outcome).not.toBe('found')
  })

  it.each<[string, Omit<Fault, 'match'>, object]>([
    ['500', { status: 500, body: '' }, down],
    ['HTML', { body: '<p>hello</p>' }, down],
    ['redirect', { effect: 'redirect-to-login' }, down],
    ['empty', { effect: 'empty-body' }, down],
    ['broken connection', { drop: true }, down],
    ['a 404 that says nothing', { status: 404, body: '{}' }, notDown],
    ['an error inside', { status: 200, body: '{"error":{"code":"unavailable","message":"no"}}' }, notDown],
    ['no title', { status: 200, body: '{"id":"fj-1"}' }, notDown],
    [
      'an address that is a script',
      { body: '{"id":"fj-1","title":"x","url":"javascript:alert(1)"}' },
      notDown,
    ],
    ['another course', { effect: 'shows-another-course' }, { outcome: 'needs-person' }],
    ['418', { status: 418, body: '{}' }, { outcome: 'permanent' }],
  ])('%s: nothing is believed', async (_name, fault, result) => {
    await setFaults([{ contentType: 'application/json', ...fault, match: 'GET /courses/', times: 1 }])
    expect(await port.course('fj-1')).toMatchObject(result)
    expect(await port.course('fj-1')).toEqual(found)
  })

  it('says that the token is refused', async () => {
    const wrong = createFlockjayClient({ apiUrl: flockjay.url, token: 'another-secret' })
    expect(await wrong.course('fj-1')).toMatchObject(down)
  })
})

it('passes the learner’s id and name on when they are known', async () => {
  const wanted = request()
  const learner = { id: 'user-17', email: EMAIL, name: 'Lena Rivera' }
  await port.unlock({ ...wanted, learner })
  expect(flockjay.enrollments()).toMatchObject([{ learner }])
})

async function setFaults(list: Fault[]): Promise<void> {
  const response = await fetch(`${flockjay.url}/_emulator/faults`, {
    method: 'POST',
    body: JSON.stringify(list),
  })
  expect(response.status).toBe(200)
}

function addressOf(server: ReturnType<typeof createServer>): string {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  return `http://127.0.0.1:${address.port}`
}

async function freeAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = addressOf(server)
  await new Promise((resolve) => server.close(resolve))
  return address
}
