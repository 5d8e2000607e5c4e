import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { hashApiKey, newApiKey } from './api-key'
import type { ApiScope } from './api-key'
import { createApiKeyGuard } from './api-key-guard'
import { createApiKey, listApiKeys, revokeApiKey } from './api-key-record'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
let lines = ''
const written = new Writable({ write: (chunk, _encoding, done) => done(void (lines += String(chunk))) })
const log = pino({ level: 'trace' }, written)
const clock = { now: () => new Date() }
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** One web process's door; `address` is who asks. */
function door(configured: Parameters<typeof createApiKeyGuard>[0]['configured'] = [], services = db) {
  const admit = createApiKeyGuard({ db: services, clock, log, configured, trustedHops: 1 })
  return async (key: string | undefined, scope: ApiScope = 'catalog', address: string = randomUUID()) =>
    admit({ authorization: key === undefined ? null : `Bearer ${key}`, forwardedFor: address, scope })
}
async function made(scopes: ApiScope[] = ['catalog']) {
  const name = `key-${randomUUID()}`
  const result = await createApiKey(db, { name, scopes, actor: 'test' })
  if (result.outcome !== 'created') throw new Error(result.outcome)
  return { name, key: result.key }
}
const revoke = (name: string) => revokeApiKey(db, { name, actor: 'test', now: new Date() })

describe('keys', () => {
  it('open what their scopes say, until they are revoked', async () => {
    const admit = door()
    const { name, key } = await made(['entitlements'])
    expect(await admit(key, 'entitlements')).toMatchObject({
      outcome: 'admitted',
      key: { name, scopes: ['entitlements'] },
    })
    expect(await admit(key, 'catalog')).toEqual({ outcome: 'forbidden' })
    expect(await revoke(name)).toEqual({ outcome: 'revoked' })
    expect(await admit(key, 'entitlements')).toEqual({ outcome: 'unknown' })
    expect(await revoke(name)).toEqual({ outcome: 'unknown' })
  })
  it('are kept as a hash; making and revoking is audited without the key', async () => {
    const { name, key } = await made()
    await revoke(name)
    const kept = await db.pool.query<{ id: string; hash: Buffer }>(
      'SELECT id, hash FROM api_key WHERE name = $1',
      [name],
    )
    expect(kept.rows[0]?.hash).toEqual(hashApiKey(key))
    const audit = await db.pool.query(
      'SELECT actor, action, detail FROM audit WHERE subject_id = $1 ORDER BY id',
      [kept.rows[0]?.id],
    )
    expect(audit.rows).toEqual([
      { actor: 'test', action: 'api-key.create', detail: { name, scopes: ['catalog'] } },
      { actor: 'test', action: 'api-key.revoke', detail: { name } },
    ])
    expect((await listApiKeys(db)).find((row) => row.name === name)?.revokedAt).toBeInstanceOf(Date)
  })
  it('have one living bearer of a name, however many are made at once', async () => {
    const name = `key-${randomUUID()}`
    const results = await Promise.all(
      Array.from({ length: 6 }, () => createApiKey(db, { name, scopes: ['catalog'], actor: 'test' })),
    )
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(1)
    await revoke(name)
    expect(await createApiKey(db, { name, scopes: ['catalog'], actor: 'test' })).toMatchObject({
      outcome: 'created',
    })
  })
  it('say when they were used, at most once a minute', async () => {
    const { name, key } = await made()
    const used = async () => (await listApiKeys(db)).find((row) => row.name === name)?.lastUsedAt
    expect(await used()).toBeNull()
    await door()(key)
    await expect.poll(used).toBeInstanceOf(Date)
    const before = await used()
    await door()(key)
    // The update, had there been one, would stand before this on the same few connections.
    await Promise.all(Array.from({ length: 8 }, () => db.pool.query('SELECT 1')))
    expect(await used()).toEqual(before)
    await db.pool.query("UPDATE api_key SET last_used_at = now() - interval '61 seconds' WHERE name = $1", [
      name,
    ])
    await door()(key)
    await expect.poll(async () => (await used())?.getTime()).toBeGreaterThan((before?.getTime() ?? 0) - 1)
  })
  it('may stand in the environment instead', async () => {
    const key = newApiKey()
    const admit = door([{ name: 'sm', scopes: ['entitlements'], hash: hashApiKey(key) }])
    expect(await admit(key, 'entitlements')).toMatchObject({ outcome: 'admitted', key: { id: 'setting:sm' } })
    expect(await admit(key, 'catalog')).toEqual({ outcome: 'forbidden' })
    expect(await admit(newApiKey(), 'entitlements')).toEqual({ outcome: 'unknown' })
  })
})

describe('guessing', () => {
  it('ends after 20 refused keys a minute from one address, also when all come at once', async () => {
    const admit = door()
    const guesses = await Promise.all(
      Array.from({ length: 60 }, () => admit(newApiKey(), 'catalog', '192.0.2.1')),
    )
    expect(guesses.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(20)
    expect(guesses.filter(({ outcome }) => outcome === 'too-many')).toHaveLength(40)
    const { key } = await made()
    expect(await admit(key, 'catalog', '192.0.2.1')).toMatchObject({ outcome: 'too-many' })
    expect(await admit(key, 'catalog', '192.0.2.2')).toMatchObject({ outcome: 'admitted' })
  })
  it('is counted over all processes, and a blocked address costs no question to the database', async () => {
    const asked: unknown[] = []
    const pool = new Proxy(db.pool, {
      get: (target, name) => {
        if (name === 'query') asked.push(name)
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const other = door([], { ...db, pool })
    for (let n = 0; n < 20; n += 1) await door()(n % 2 === 0 ? newApiKey() : 'x', 'catalog', '192.0.2.3')
    expect(await other(newApiKey(), 'catalog', '192.0.2.3')).toMatchObject({ outcome: 'too-many' })
    expect(asked.length).toBeGreaterThan(0)
    asked.length = 0
    const answer = await other(newApiKey(), 'catalog', '192.0.2.3')
    expect(answer).toMatchObject({ outcome: 'too-many' })
    expect(answer.outcome === 'too-many' && answer.retryAfterSeconds).toBeGreaterThan(0)
    expect(asked).toEqual([])
  })
  it('is not counted where no key is presented', async () => {
    const admit = door()
    for (let n = 0; n < 30; n += 1) await admit(undefined, 'catalog', '192.0.2.4')
    expect(await admit(newApiKey(), 'catalog', '192.0.2.4')).toEqual({ outcome: 'unknown' })
  })
})

it('one key may ask 600 times a minute', async () => {
  const { key } = await made()
  const admit = door()
  const answers = await Promise.all(Array.from({ length: 605 }, () => admit(key)))
  expect(answers.filter(({ outcome }) => outcome === 'admitted')).toHaveLength(600)
  expect(answers.find(({ outcome }) => outcome === 'too-many')).toMatchObject({
    retryAfterSeconds: expect.any(Number),
  })
})

it('a use that cannot be noted costs no answer; and no log line ever holds a key', async () => {
  const { key } = await made()
  const failing = new Proxy(db.pool, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (name !== 'query' || typeof value !== 'function') return value
      return (query: { name?: string }) =>
        query.name === 'api-key-used' ? Promise.reject(new Error('lost')) : value.call(target, query)
    },
  })
  expect(await door([], { ...db, pool: failing })(key)).toMatchObject({ outcome: 'admitted' })
  await expect.poll(() => lines).toContain('the use of an API key could not be noted')
  expect(lines).toContain('too many unknown API keys')
  expect(lines).not.toContain('ruk_')
  expect(lines).not.toContain('192.0.2')
})
