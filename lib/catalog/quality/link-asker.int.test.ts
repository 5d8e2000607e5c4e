import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outside } from './ask-link'
import { createLinkAsker } from './link-asker'

let now = new Date('2027-03-01T10:00:00Z')
const clock = { now: () => now }
const seen: string[] = []
const held: (() => void)[] = []
let most = 0
const server = createServer((asked, response) => {
  seen.push(asked.url ?? '')
  const answer = () => void response.writeHead(asked.url === '/gone' ? 404 : 200).end()
  if (!asked.url?.startsWith('/many')) return answer()
  held.push(answer)
  most = Math.max(most, held.length)
  // A fifth, were it under way, would come in meanwhile.
  if (held.length === 4) setTimeout(() => held.splice(0).forEach((each) => each()), 30)
})
let outside: Outside
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  outside = {
    request,
    port: (server.address() as AddressInfo).port,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    isPublic: () => true,
  }
})
beforeEach(() => {
  seen.length = 0
})
afterAll(() => server.close())

describe('asking about links', () => {
  it('asks each once, four at a time', async () => {
    const ask = createLinkAsker({ clock, outside })
    const addresses = Array.from({ length: 12 }, (_, index) => `https://example.com/many/${index}`)
    const answers = await ask([...addresses, ...addresses])
    expect([...answers.keys()].sort()).toEqual([...addresses].sort())
    expect([...answers.values()].every(({ state }) => state === 'alive')).toBe(true)
    expect(seen).toHaveLength(12)
    expect(most).toBe(4)
  })
  it('keeps answers for minutes, and not for longer', async () => {
    const ask = createLinkAsker({ clock, outside })
    await ask(['https://example.com/kept', 'https://example.com/gone'])
    expect(seen.sort()).toEqual(['/gone', '/gone', '/kept'])
    await ask(['https://example.com/kept', 'https://example.com/gone'])
    expect(seen).toHaveLength(3)
    now = new Date(now.getTime() + 3 * 60_000)
    const answers = await ask(['https://example.com/kept', 'https://example.com/gone'])
    expect(answers.get('https://example.com/gone')).toEqual({ state: 'dead', status: 404 })
    expect(seen.filter((url) => url === '/kept')).toHaveLength(1)
    expect(seen.filter((url) => url === '/gone')).toHaveLength(4)
    now = new Date(now.getTime() + 8 * 60_000)
    await ask(['https://example.com/kept'])
    expect(seen.filter((url) => url === '/kept')).toHaveLength(2)
  })
})
