import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type EmulatorServer, startEmulatorServer } from './emulator-server'
import { Faults } from './faults'

let server: EmulatorServer
let handled: string[] = []
const options = (port: number) => ({
  name: 'Cloud SSO',
  port,
  state: () => ({ handled, amount: 12n }),
  reset: () => {
    handled = []
  },
  faults: new Faults(),
  listener: (path: string) =>
    path === '/wire'
      ? async (request: IncomingMessage, response: ServerResponse) =>
          void response.end(`read here: ${await text(request)}`)
      : undefined,
  handle: ({ method, path, query, body, fault }: Parameters<Handle>[0]) => {
    handled.push(`${method} ${path} ${query.get('q')} ${body} ${fault?.effect}`)
    if (path === '/lost') return Promise.resolve({ status: 200, drop: true })
    if (path === '/broken') throw new Error('broken on purpose')
    return Promise.resolve({ status: 201, headers: { 'x-two': ['a', 'b'] }, body: Buffer.from('made') })
  },
})
type Handle = Parameters<typeof startEmulatorServer>[0]['handle']

beforeEach(async () => {
  handled = []
  server = await startEmulatorServer(options(0))
})
afterEach(() => server.close())

const call = (path: string, init?: RequestInit) => fetch(server.url + path, init)
const setFaults = (faults: unknown) =>
  call('/_emulator/faults', { method: 'POST', body: JSON.stringify(faults) })

it('passes requests on', async () => {
  const response = await call('/a?q=1', { method: 'POST', body: 'text' })
  expect([response.status, await response.text(), response.headers.get('x-two')]).toEqual([
    201,
    'made',
    'a, b',
  ])
  expect(handled).toEqual(['POST /a 1 text undefined'])
})

it('shows state and forgets it', async () => {
  await call('/a')
  await setFaults([{ match: '*', status: 500 }])
  expect(await (await call('/_emulator/state')).json()).toEqual({
    handled: ['GET /a null  undefined'],
    amount: '12',
  })
  expect((await call('/_emulator/state', { method: 'DELETE' })).status).toBe(204)
  expect(handled).toEqual([])
  expect(await (await call('/_emulator/faults')).json()).toEqual([])
})

it('applies faults before the handler, and passes an effect through', async () => {
  await setFaults([
    { match: 'GET /a', times: 1, status: 503, body: '{}', contentType: 'application/json' },
    { match: 'GET /a', times: 1, drop: true },
    { match: 'GET /a', times: 1, effect: 'odd', delayMs: 1 },
  ])
  const first = await call('/a')
  expect([first.status, first.headers.get('content-type')]).toEqual([503, 'application/json'])
  await expect(call('/a')).rejects.toThrow('fetch failed')
  expect(handled).toEqual([])
  await call('/a')
  await call('/a')
  expect(handled).toEqual(['GET /a null  odd', 'GET /a null  undefined'])
})

it('leaves the connection to a listener, with the body unread, once faults had their turn', async () => {
  await setFaults([{ match: 'POST /wire', times: 1, status: 503 }])
  const post = () => call('/wire', { method: 'POST', body: 'x=1' })
  expect((await post()).status).toBe(503)
  expect(await (await post()).text()).toBe('read here: x=1')
  expect(handled).toEqual([])
})

it('refuses what it cannot take', async () => {
  expect((await setFaults([{ match: '*', misspelt: 1 }])).status).toBe(400)
  expect((await call('/_emulator/nothing')).status).toBe(404)
  expect((await call('/a', { method: 'POST', body: 'x'.repeat(1_100_000) })).status).toBe(413)
  expect((await call('/broken')).status).toBe(500)
})

it('breaks the connection after the handler when the handler asks for it', async () => {
  await expect(call('/lost')).rejects.toThrow('fetch failed')
  expect(handled).toEqual(['GET /lost null  undefined'])
})

it('names the port and its variable when the port is taken', async () => {
  await expect(startEmulatorServer(options(server.port))).rejects.toThrow(
    `Port ${server.port} for the Cloud SSO emulator is in use. Free it, or set CLOUD_SSO_EMULATOR_PORT to another port.`,
  )
})

it('closes while a caller still waits', async () => {
  await setFaults([{ match: '*', delayMs: 600_000, times: 1 }])
  const waiting = expect(call('/a')).rejects.toThrow('fetch failed')
  await expect.poll(async () => (await call('/_emulator/faults')).json()).toEqual([])
  await server.close()
  await waiting
  server = await startEmulatorServer(options(0))
})
