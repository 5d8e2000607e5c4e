import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { sell } from '../sold'
import type { Sale } from '../sold'
import { contract, expectAsDocumented } from './contract'
import { expect, test } from './fixture'
import type { System } from './fixture'

const [CERT, LAB] = ['RU-CERT-DEVELOPER', 'RU-LAB-LOCKS']
const entitlementsSchema = z.object({
  smid: z.string(),
  learners: z.array(
    z.object({ learner: z.string(), courses: z.array(z.object({ sku: z.string(), state: z.string() })) }),
  ),
  next: z.string().nullable(),
})

/** Holds an answer of the entitlements against the contract, and reads it. */
async function entitlements(answer: Response) {
  expect(answer.status).toBe(200)
  return entitlementsSchema.parse(await expectAsDocumented(COURSES, answer))
}

async function newKey({ rows }: System, scopes = ['entitlements', 'catalog']): Promise<string> {
  const key = `ruk_${randomBytes(32).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest()
  await rows('INSERT INTO api_key (name, hash, scopes) VALUES ($1, $2, $3)', [
    `key-${randomUUID()}`,
    hash,
    scopes,
  ])
  return key
}
const account = () => `ACME-${randomUUID().slice(0, 8)}`
const sold = ({ rows }: System, sale: Sale) => sell(rows, sale)

/** Asks as one caller; another address is another caller. */
function asking({ appUrl }: System, key?: string, from: string = randomUUID()) {
  return (path: string, headers: Record<string, string> = {}) =>
    fetch(`${appUrl}${path}`, {
      redirect: 'manual',
      headers: { 'x-forwarded-for': from, ...(key && { authorization: `Bearer ${key}` }), ...headers },
    })
}
const COURSES = '/api/v1/learners/{smid}/courses'
const courses = (smid: string, query = '') => `/api/v1/learners/${smid}/courses${query}`

test('an account’s people with their courses, as documented, and unchanged the second time', async ({
  system,
}) => {
  const smid = account()
  const lena = await sold(system, { smid, sku: CERT })
  await sold(system, { smid, sku: LAB, learner: lena.learner, state: 'pending' })
  const tom = await sold(system, { smid, sku: CERT })
  await sold(system, { smid, sku: CERT, state: 'failed' })
  const get = asking(system, await newKey(system))
  const first = await get(courses(smid))
  const etag = first.headers.get('etag') ?? ''
  const text = await first.clone().text()
  const body = await entitlements(first)
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  expect(body).toMatchObject({ smid, next: null })
  expect(body.learners.map(({ learner }) => learner)).toEqual([lena.learner, tom.learner].sort())
  const states = body.learners.flatMap((person) => person.courses.map(({ state }) => state)).sort()
  expect(states).toEqual(['active', 'active', 'pending'])
  expect(text).not.toMatch(/@|Lena|Rivera/)
  for (const given of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await get(courses(smid), { 'if-none-match': given })
    expect(again.status).toBe(304)
    await expectAsDocumented(COURSES, again)
  }
  await sold(system, { smid, sku: LAB, learner: tom.learner })
  const changed = await get(courses(smid), { 'if-none-match': etag })
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).not.toBe(etag)
})

test('money that went back: revoked, suspended, or still active, as documented', async ({ system }) => {
  const smid = account()
  const { learner } = await sold(system, { smid, sku: CERT, after: 'refunded' })
  await sold(system, { smid, sku: LAB, learner, after: 'disputed' })
  const kept = await sold(system, { smid, sku: CERT, after: 'partly-refunded' })
  const lost = await sold(system, { smid, sku: CERT, after: 'dispute-lost' })
  const other = await sold(system, { smid, sku: CERT, after: 'refunded' })
  await sold(system, { smid, sku: CERT, learner: other.learner })
  const { learners } = await entitlements(await asking(system, await newKey(system))(courses(smid)))
  const states = (id: string) =>
    learners.find((person) => person.learner === id)?.courses.map(({ sku, state }) => `${sku} ${state}`)
  expect(states(learner)?.sort()).toEqual([`${CERT} revoked`, `${LAB} suspended`])
  expect(states(kept.learner)).toEqual([`${CERT} active`])
  expect(states(lost.learner)).toEqual([`${CERT} revoked`])
  // A refund of one purchase never takes away what another paid for.
  expect(states(other.learner)).toEqual([`${CERT} active`])
})

test('pages lead through a whole account', async ({ system }) => {
  const smid = account()
  const people = []
  for (let n = 0; n < 5; n += 1) people.push((await sold(system, { smid, sku: CERT })).learner)
  const get = asking(system, await newKey(system))
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await get(courses(smid, `?limit=2${cursor && `&cursor=${cursor}`}`))
    const body = await entitlements(answer)
    seen.push(...body.learners.map(({ learner }) => learner))
    cursor = body.next
  }
  expect(seen).toEqual(people.sort())
})

test('nothing of another account, whichever way it is asked', async ({ system }) => {
  const [mine, theirs] = [account(), account()]
  const here = await sold(system, { smid: mine, sku: CERT })
  const there = await sold(system, { smid: theirs, sku: CERT })
  await sold(system, { smid: theirs, sku: LAB, learner: here.learner })
  const get = asking(system, await newKey(system))
  const whole = await get(courses(mine))
  expect(await whole.clone().text()).not.toContain(there.learner)
  expect((await entitlements(whole)).learners[0]?.courses).toHaveLength(1)
  const other = await entitlements(await get(courses(mine, `?learner=${there.learner}`)))
  expect(other).toEqual({ smid: mine, learners: [], next: null })
  const unknown = await entitlements(await get(courses(account())))
  expect(unknown.learners).toEqual([])
  // A cursor made for one account shows another only what is its own.
  const page = await entitlements(await get(courses(theirs, '?limit=1')))
  const moved = await get(courses(mine, `?cursor=${page.next}`))
  expect(moved.status).toBe(200)
  expect(await moved.text()).not.toContain(there.learner)
})

test('malformed, hostile and oversized addresses are told so', async ({ system }) => {
  const get = asking(system, await newKey(system))
  const smid = account()
  const paths = [
    courses('A%20B'),
    courses("x'%20OR%20'1'='1"),
    courses('%00'),
    courses('%2e%2e%2fcatalog'),
    courses('a'.repeat(65)),
    courses('a'.repeat(6_000)),
    courses(smid, '?learner=1'),
    courses(smid, `?learner=${randomUUID()}&learner=${randomUUID()}`),
    courses(smid, "?learner=';DROP%20TABLE%20purchase;--"),
    ...['0', '-1', '1001', '1e2', '', '99999999999999999999'].map((limit) =>
      courses(smid, `?limit=${limit}`),
    ),
    courses(smid, '?limit=1&limit=2'),
    courses(smid, `?cursor=${'A'.repeat(42)}`),
    courses(smid, `?cursor=${'A'.repeat(5_000)}`),
  ]
  for (const path of paths) {
    const answer = await get(path)
    expect(answer.status, path.slice(0, 80)).toBe(400)
    expect(await answer.clone().text()).not.toMatch(/DROP|OR '1'|AAAA|aaaa/)
    await expectAsDocumented(COURSES, answer)
  }
})

test('the catalog says what Flockjay needs to map its courses', async ({ system }) => {
  const get = asking(system, await newKey(system, ['catalog']))
  const answer = await get('/api/v1/catalog')
  const etag = answer.headers.get('etag') ?? ''
  const body = z
    .object({ courses: z.array(z.looseObject({ sku: z.string() })) })
    .parse(await expectAsDocumented('/api/v1/catalog', answer))
  expect(body.courses.find(({ sku }) => sku === CERT)).toEqual({
    sku: CERT,
    slug: 'redis-certified-developer',
    title: 'Redis Certified Developer',
    kind: 'certification',
    sale: 'open',
    repeatable: true,
    flockjay_course_id: 'fj-cert-developer',
    page: `${system.appUrl}/university/courses/redis-certified-developer`,
    price: { amount: '199.00', currency: 'USD', exponent: 2 },
  })
  const listed = await system.rows(
    "SELECT 1 FROM course WHERE published_revision_id IS NOT NULL AND sale <> 'retired'",
  )
  expect(body.courses).toHaveLength(listed.length)
  const again = await get('/api/v1/catalog', { 'if-none-match': etag })
  expect(again.status).toBe(304)
  await expectAsDocumented('/api/v1/catalog', again)
})

test('without a good key nothing is told, and every bad one gets the same answer', async ({ system }) => {
  const revoked = await newKey(system)
  const hash = createHash('sha256').update(revoked).digest()
  expect((await asking(system, revoked)(courses('A'))).status).toBe(200)
  await system.rows('UPDATE api_key SET revoked_at = now() WHERE hash = $1', [hash])
  const good = await newKey(system)
  const credentials = [
    undefined,
    `Bearer ${revoked}`,
    `Bearer ruk_${'a'.repeat(43)}`,
    'Bearer x',
    `Basic ${good}`,
  ]
  const answers = new Set<string>()
  for (const path of [courses('A'), courses('A%20B'), '/api/v1/catalog']) {
    for (const authorization of credentials) {
      const answer = await asking(system)(path, authorization === undefined ? {} : { authorization })
      expect(answer.status).toBe(401)
      answers.add(`${answer.headers.get('www-authenticate')} ${await answer.clone().text()}`)
      await expectAsDocumented(path === '/api/v1/catalog' ? path : COURSES, answer)
    }
  }
  expect(answers.size).toBe(1)
  const cookie = await asking(system)(courses('A'), { cookie: `authorization=Bearer ${good}` })
  expect(cookie.status).toBe(401)
  expect((await asking(system)(`${courses('A')}?key=${good}`)).status).toBe(401)
})

test('a key opens its scopes only', async ({ system }) => {
  const [entitlements, catalog] = [await newKey(system, ['entitlements']), await newKey(system, ['catalog'])]
  const refused = [
    [COURSES, await asking(system, catalog)(courses('A'))],
    ['/api/v1/catalog', await asking(system, entitlements)('/api/v1/catalog')],
  ] as const
  for (const [path, answer] of refused) {
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope')
    await expectAsDocumented(path, answer)
  }
})

test('guessing ends after 20 a minute, for that address whatever it sends', async ({ system }) => {
  const [from, good] = [randomUUID(), await newKey(system)]
  const guess = () => asking(system, `ruk_${randomBytes(32).toString('base64url')}`, from)('/api/v1/catalog')
  const statuses = (await Promise.all(Array.from({ length: 40 }, guess))).map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(20)
  expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  const blocked = await asking(system, good, from)('/api/v1/catalog')
  expect(blocked.status).toBe(429)
  expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
  await expectAsDocumented('/api/v1/catalog', blocked)
  expect((await asking(system, good)('/api/v1/catalog')).status).toBe(200)
})

test('one key is answered 600 times a minute', async ({ system }) => {
  const get = asking(system, await newKey(system))
  const statuses: number[] = []
  for (let round = 0; round < 31; round += 1) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(courses('NOBODY'))))
    statuses.push(...answers.map(({ status }) => status))
    await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(600)
  expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  await expectAsDocumented(COURSES, await get(courses('NOBODY')))
})

test('keys that cannot be looked up are a problem of ours, told as one, and over when it is over', async ({
  system,
}) => {
  const get = asking(system, await newKey(system))
  await system.rows('ALTER TABLE api_key RENAME TO api_key_away')
  try {
    const answer = await get('/api/v1/catalog')
    expect(answer.status).toBe(503)
    expect(await answer.clone().text()).not.toMatch(/api_key|relation/)
    await expectAsDocumented('/api/v1/catalog', answer)
  } finally {
    await system.rows('ALTER TABLE api_key_away RENAME TO api_key')
  }
  expect((await get('/api/v1/catalog')).status).toBe(200)
})

test('the contract is served to everybody, every path of it exists, and nothing else does', async ({
  system,
}) => {
  const ask = asking(system)
  const answer = await ask('/api/v1/openapi.json')
  const etag = answer.headers.get('etag') ?? ''
  expect(await expectAsDocumented('/api/v1/openapi.json', answer)).toEqual(contract)
  const again = await ask('/api/v1/openapi.json', { 'if-none-match': etag })
  expect(again.status).toBe(304)
  await expectAsDocumented('/api/v1/openapi.json', again)
  const named = Object.keys(contract.paths).filter((path) => path !== '/api/v1/{anything}')
  const key = await newKey(system)
  for (const path of named) {
    const found = await asking(system, key)(path.replaceAll(/\{\w+\}/g, 'A'))
    expect(found.status, path).toBe(200)
    const head = await fetch(found.url, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': randomUUID() },
    })
    expect(head.status).toBe(200)
    expect(head.headers.get('etag')).toBe(found.headers.get('etag'))
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const refused = await fetch(`${system.appUrl}${path.replaceAll(/\{\w+\}/g, 'A')}`, { method })
      expect(refused.status, `${method} ${path}`).toBe(405)
      expect(refused.headers.get('allow')).toBe('GET, HEAD')
      expect(refused.headers.get('content-type')).toBe('application/problem+json')
    }
  }
  for (const path of [
    '/api/v1',
    '/api/v1/nothing',
    '/api/v1/learners',
    '/api/v1/learners/A',
    '/api/v1/learners/A/courses/x',
  ]) {
    const missing = await asking(system, key)(path)
    expect(missing.status, path).toBe(404)
    await expectAsDocumented('/api/v1/{anything}', missing)
  }
})
