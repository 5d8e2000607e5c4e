import { describe, expect, it } from 'vitest'
import type { LinkAnswer } from './ask-link'
import { linkHints } from './link-hints'
import type { Written } from './written'

const SITE = {
  appUrl: 'https://learn.redis.example',
  slugs: new Set(['redis-streams']),
  refundLabels: new Set(['2026-11-21']),
}
const rich = (text: string): Written => ({ path: 'about', name: 'About', type: 'rich', text })
const address = (text: string): Written => ({
  path: 'announcement.link.address',
  name: 'Link',
  type: 'address',
  text,
})
const asked: string[][] = []
const answering = (answer: LinkAnswer) => async (addresses: readonly string[]) => {
  asked.push([...addresses])
  return new Map(addresses.map((each) => [each, answer]))
}
const hints = (texts: readonly Written[], answer: LinkAnswer = { state: 'alive' }) =>
  linkHints(texts, SITE, answering(answer))

describe('links of this site', () => {
  it.each([
    '/',
    '/university',
    '/university/',
    '/university?kind=lab#top',
    '/university/courses/redis-streams',
    '/university/refund-policy',
    '/university/refund-policy/2026-11-21',
    '/university/go/help',
  ])('may lead to %s, and nobody is asked', async (path) => {
    asked.length = 0
    expect(await hints([rich(`See [the page](${path}).`), address(path)])).toEqual([])
    expect(asked.flat()).toEqual([])
  })
  it.each([
    '/university/courses/redis-steams',
    '/university/courses/redis-streams/more',
    '/university/refund-policy/2020-01-01',
    '/university/go/nowhere',
    '/staff/catalog',
    '/docs',
  ])('are dead when they lead to %s', async (path) => {
    expect(await hints([rich(`See [the page](${path}).`)])).toEqual([
      {
        level: 'must',
        path: 'about',
        message: `About: the link to ${path} is dead; no page has this address`,
      },
    ])
  })
  it('should not carry the site’s own name', async () => {
    const own = `${SITE.appUrl}/university/courses/redis-streams`
    expect(await hints([address(own)])).toEqual([
      {
        level: 'should',
        path: 'announcement.link.address',
        message: `Link: write /university/courses/redis-streams instead of ${own}, so that it works on every copy of the site`,
      },
    ])
    expect(await hints([address(`${SITE.appUrl}/university/courses/gone`)])).toMatchObject([
      { level: 'must' },
    ])
  })
})

describe('links of other sites', () => {
  const link = [rich('See [the docs](https://redis.io/docs) and [them](https://redis.io/docs) again.')]
  it('are asked about once, and fine when they answer', async () => {
    asked.length = 0
    expect(await hints(link)).toEqual([])
    expect(asked).toEqual([['https://redis.io/docs']])
  })
  it('must go when they are dead, each place named', async () => {
    const found = await hints(link, { state: 'dead', status: 404 })
    expect(found).toHaveLength(2)
    expect(found[0]).toEqual({
      level: 'must',
      path: 'about',
      message: 'About: the link to https://redis.io/docs is dead (answer 404)',
    })
  })
  it.each([
    [{ state: 'unclear' }, 'nobody answered in time'],
    [{ state: 'unclear', status: 503 }, 'it answered 503'],
    [{ state: 'refused' }, 'does not lead to a public page'],
  ] as const)('could not be checked: %o', async (answer, why) => {
    const [hint] = await hints(link, answer)
    expect(hint).toEqual({
      level: 'should',
      path: 'about',
      message: expect.stringContaining('could not be checked') as string,
    })
    expect(hint?.message).toContain(why)
  })
  it('are at most forty; of the others it is said that they were not checked', async () => {
    asked.length = 0
    const many = Array.from({ length: 45 }, (_, index) => rich(`[the page](https://redis.io/${index})`))
    const found = await hints(many)
    expect(asked[0]).toHaveLength(40)
    expect(found).toHaveLength(5)
  })
})
