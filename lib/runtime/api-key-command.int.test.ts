import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { apiKeyCommand } from './api-key-command'

let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const apiKey = (args: readonly string[], address: string | undefined = database.appUrl) =>
  apiKeyCommand(args, { DATABASE_URL: address })

describe('npm run api-key', () => {
  it('creates, lists and revokes, and shows the key once', async () => {
    const created = await apiKey(['create', 'cloud-profile', '--scopes', 'entitlements,catalog'])
    expect(created).toMatchObject({ code: 0, err: '' })
    const key = /^ruk_[\w-]{43}$/m.exec(created.out)?.[0] ?? ''
    const again = await apiKey(['create', 'cloud-profile', '--scopes', 'catalog'])
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err).toMatch(/in use/)
    const listed = await apiKey(['list'])
    expect(listed.out).toMatch(/cloud-profile +entitlements,catalog +2\S+Z +never +-/)
    expect(listed.out).not.toContain(key)
    expect(await apiKey(['revoke', 'cloud-profile'])).toMatchObject({ code: 0 })
    expect((await apiKey(['list'])).out).toMatch(/cloud-profile .* never +2\S+Z/)
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    const { rows } = await client.query(
      `SELECT k.hash, a.actor, a.action FROM api_key k JOIN audit a ON a.subject_id = k.id::text ORDER BY a.id`,
    )
    await client.end()
    const hash = createHash('sha256').update(key).digest()
    expect(rows).toEqual([
      { hash, actor: 'command', action: 'api-key.create' },
      { hash, actor: 'command', action: 'api-key.revoke' },
    ])
  })
  it.each([
    [
      ['create', 'x', '--scopes', 'catalog,everything'],
      /Unknown scope: "everything"\. There are: entitlements, catalog/,
    ],
    [['create', 'Not A Name', '--scopes', 'catalog'], /is no name/],
    [['create', 'x', '--scope', 'catalog'], /--scope.*\n[^]*Usage:/],
    [['revoke', 'nobody'], /No key named "nobody" is in use/],
    [['list', 'x'], /Usage:/],
  ])('refuses %j with a clear message', async (args, message) => {
    const result = await apiKey(args)
    expect(result).toMatchObject({ code: 1, out: '' })
    expect(result.err).toMatch(message)
    expect(result.err).not.toContain('    at ')
  })
  it('names the missing setting', async () => {
    const result = await apiKey(['list'], '')
    expect(result.code).toBe(1)
    expect(result.err).toContain('DATABASE_URL')
  })
})
