import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ProviderStore } from './provider-store'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

it('forgets what has expired', async () => {
  const store = new ProviderStore()
  const sessions = store.adapter('Session')
  await sessions.upsert('a', { accountId: 'cloud-lena', uid: 'u' }, 60)
  vi.setSystemTime(Date.now() + 59_000)
  expect(await sessions.find('a')).toMatchObject({ accountId: 'cloud-lena' })
  expect(await sessions.findByUid('u')).toMatchObject({ accountId: 'cloud-lena' })
  expect(store.counts()).toEqual({ sessions: 1, grants: 0 })
  vi.setSystemTime(Date.now() + 1_000)
  expect(await sessions.find('a')).toBeUndefined()
  expect(await sessions.findByUid('u')).toBeUndefined()
  expect(store.counts()).toEqual({ sessions: 0, grants: 0 })
})

it('keeps kinds apart, marks what is used, and takes back what came from one grant', async () => {
  const store = new ProviderStore()
  const [codes, tokens] = [store.adapter('AuthorizationCode'), store.adapter('AccessToken')]
  await codes.upsert('a', { grantId: 'one' }, 60)
  await tokens.upsert('a', { grantId: 'one' }, 60)
  await tokens.upsert('b', { grantId: 'two' }, 60)
  await codes.consume('a')
  expect((await codes.find('a'))?.consumed).toBe(Math.floor(Date.now() / 1000))
  expect((await tokens.find('a'))?.consumed).toBeUndefined()
  await tokens.revokeByGrantId('one')
  expect(await tokens.find('a')).toBeUndefined()
  expect([await tokens.find('b'), await codes.find('a')]).toMatchObject([
    { grantId: 'two' },
    { grantId: 'one' },
  ])
})

it('holds a limited number, the latest written', async () => {
  const store = new ProviderStore()
  const grants = store.adapter('Grant')
  for (let n = 0; n < 5_000; n += 1) await grants.upsert(`g${n}`, {}, 60)
  await grants.upsert('g0', {}, 60)
  await grants.upsert('last', {}, 60)
  expect(store.counts().grants).toBe(5_000)
  expect([await grants.find('g1'), await grants.find('g0'), await grants.find('last')]).toEqual([
    undefined,
    {},
    {},
  ])
})
