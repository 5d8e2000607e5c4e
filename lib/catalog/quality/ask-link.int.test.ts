import { createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { askLink, INTERNET } from './ask-link'
import type { Outside } from './ask-link'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
})

type Seen = { method: string | undefined; url: string | undefined; host: string | undefined }

/** A site on this machine that notes who asks, and the outside that leads there whatever the name. */
async function site(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: Seen[] = []
  const server = createServer((asked, response) => {
    seen.push({ method: asked.method, url: asked.url, host: asked.headers.host })
    answer(asked, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push(server)
  const outside: Outside = {
    request,
    port: (server.address() as AddressInfo).port,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    isPublic: (address) => address === '127.0.0.1',
  }
  return { seen, outside }
}
const soon = () => AbortSignal.timeout(5000)
const answering = (status: number, headers = {}) =>
  site((_asked, response) => void response.writeHead(status, headers).end())

describe('a link of another site', () => {
  it('is alive when it answers, asked by HEAD alone', async () => {
    const { seen, outside } = await answering(204)
    expect(await askLink('https://example.com/a?b=c', soon(), outside)).toEqual({ state: 'alive' })
    expect(seen).toEqual([{ method: 'HEAD', url: '/a?b=c', host: 'example.com' }])
  })
  it.each([404, 410])('is dead with %d', async (status) => {
    const { outside } = await answering(status)
    expect(await askLink('https://example.com/', soon(), outside)).toEqual({ state: 'dead', status })
  })
  it.each([401, 403, 429, 500, 503, 304])('is unclear with %d', async (status) => {
    const { outside } = await answering(status)
    expect(await askLink('https://example.com/', soon(), outside)).toEqual({ state: 'unclear', status })
  })
  it('is asked again by GET where HEAD is not known, and its body is not read', async () => {
    let closed = false
    const { seen, outside } = await site((asked, response) => {
      response.writeHead(asked.method === 'HEAD' ? 405 : 200)
      if (asked.method === 'HEAD') return void response.end()
      response.on('close', () => (closed = true))
      response.write('endless')
    })
    expect(await askLink('https://example.com/', soon(), outside)).toEqual({ state: 'alive' })
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
    await expect.poll(() => closed).toBe(true)
  })
  it('is asked again by GET where HEAD is cut off', async () => {
    const { outside } = await site((asked, response) =>
      asked.method === 'HEAD' ? response.destroy() : response.end(),
    )
    expect(await askLink('https://example.com/', soon(), outside)).toEqual({ state: 'alive' })
  })
  it('is unclear when nobody answers in time', async () => {
    const { outside } = await site(() => undefined)
    expect(await askLink('https://example.com/', AbortSignal.timeout(50), outside)).toEqual({
      state: 'unclear',
    })
  })
  it('is unclear when its name leads nowhere, or never answers', async () => {
    const { outside } = await answering(200)
    const nowhere = { ...outside, resolve: () => Promise.reject(new Error('ENOTFOUND')) }
    expect(await askLink('https://example.com/', soon(), nowhere)).toEqual({ state: 'unclear' })
    const silent = { ...outside, resolve: () => new Promise<never>(() => undefined) }
    expect(await askLink('https://example.com/', AbortSignal.timeout(50), silent)).toEqual({
      state: 'unclear',
    })
  })
})

describe('redirects', () => {
  const chain = (length: number) =>
    site((asked, response) => {
      const step = Number(asked.url?.slice(1))
      if (step >= length) return void response.end()
      response.writeHead(302, { location: `/${step + 1}` }).end()
    })
  it('are followed three times', async () => {
    const { outside } = await chain(3)
    expect(await askLink('https://example.com/0', soon(), outside)).toEqual({ state: 'alive' })
  })
  it('are not followed a fourth time', async () => {
    const { seen, outside } = await chain(4)
    expect(await askLink('https://example.com/0', soon(), outside)).toEqual({ state: 'unclear' })
    expect(seen.filter(({ method }) => method === 'HEAD')).toHaveLength(4)
  })
  it.each([
    'http://example.com/',
    'https://example.com:8443/',
    'https://127.0.0.2/',
    'https://[::1]/',
    'https://inside.example/',
    'file:///etc/passwd',
    'gopher://example.com/',
  ])('to %s are not followed', async (location) => {
    const { seen, outside } = await answering(302, { location })
    const resolve: Outside['resolve'] = async (host) => [
      { address: host === 'inside.example' ? '10.0.0.7' : '127.0.0.1', family: 4 },
    ]
    expect(await askLink('https://example.com/', soon(), { ...outside, resolve })).toEqual({
      state: 'refused',
    })
    expect(seen).toHaveLength(1)
  })
})

describe('where nothing is asked', () => {
  it.each([
    'http://example.com/',
    'https://example.com:444/',
    'https://user:word@example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'javascript:alert(1)',
  ])('%s', async (address) => {
    const requested: string[] = []
    const watched: Outside = {
      ...INTERNET,
      request: (...asked) => {
        requested.push(String(asked[0].host))
        throw new Error('nothing may be asked')
      },
    }
    expect(await askLink(address, soon(), watched)).toEqual({ state: 'refused' })
    expect(requested).toEqual([])
  })
  it('a name of which only some addresses are public', async () => {
    const { seen, outside } = await answering(200)
    const resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    expect(await askLink('https://example.com/', soon(), { ...outside, resolve })).toEqual({
      state: 'refused',
    })
    expect(seen).toEqual([])
  })
  it('the real name of this machine', async () => {
    expect(await askLink('https://localhost/', soon())).toEqual({ state: 'refused' })
  })
})

describe('a name that answers differently the second time', () => {
  it('is asked at the address that was checked', async () => {
    const { seen, outside } = await answering(200)
    let times = 0
    const resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    const answer = await askLink('https://example.invalid/', soon(), { ...outside, resolve })
    expect(answer).toEqual({ state: 'alive' })
    expect(times).toBe(1)
    expect(seen).toHaveLength(1)
  })
})
