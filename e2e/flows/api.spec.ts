import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { asking, newKey } from './api-caller'
import { contract, expectAsDocumented } from './contract'
import { expect, test } from './fixture'

const CERT = 'RU-CERT-DEVELOPER'

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
