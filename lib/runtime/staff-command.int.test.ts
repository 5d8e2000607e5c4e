import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { staffCommand } from './staff-command'

const ISSUER = 'https://login.redis.example'
let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const staff = (line: string, environment: Record<string, string> = {}) =>
  staffCommand(line.split(' '), { DATABASE_URL: database.appUrl, STAFF_SSO_ISSUER: ISSUER, ...environment })

describe('npm run staff', () => {
  it('makes the first admin before anybody signed in, lists them, and keeps the last one', async () => {
    expect((await staff('list')).out).toBe('Nobody has signed in or was named yet.\n')
    expect(await staff('grant staff-ada admin')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Given/),
    })
    expect(await staff('grant staff-ada admin')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/nothing changed/),
    })
    expect((await staff('list')).out).toBe(`staff-ada\t–\tadmin\tnever signed in\t${ISSUER}\n`)
    expect(await staff('revoke staff-ada admin')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/last admin/),
    })
    expect(await staff('grant staff-max admin')).toMatchObject({ code: 0 })
    expect(await staff(`revoke ${ISSUER} staff-ada admin`)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Taken away/),
    })
    expect(await staff('revoke staff-nobody admin')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/Nobody/),
    })
  })
  it('warns when the person cannot sign in here, and refuses what it does not understand', async () => {
    const other = await staff('grant https://old.example staff-ada support')
    expect(other).toMatchObject({ code: 0, err: expect.stringMatching(/cannot sign in here/) })
    expect(await staff('grant staff-ada root')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/no role "root"/),
    })
    expect(await staff('dismiss staff-ada')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/npm run staff -- grant/),
    })
    expect(await staff('grant staff-ada support', { STAFF_SSO_ISSUER: '' })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Name the issuer/),
    })
    expect(await staff('list', { DATABASE_URL: 'nonsense' })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/needs DATABASE_URL/),
    })
  })
})
