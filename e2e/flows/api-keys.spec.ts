import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { asking, COURSES, courses, newKey } from './api-caller'
import { expectAsDocumented } from './contract'
import { expect, test } from './fixture'

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
