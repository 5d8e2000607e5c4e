import { describe, expect, it } from 'vitest'
import { bearerOf, hashApiKey, looksLikeApiKey, newApiKey } from './api-key'
import { apiKeysSettingSchema } from './api-key-setting'

describe('a key', () => {
  it('is ruk_ and 32 bytes, each another', () => {
    const keys = Array.from({ length: 50 }, newApiKey)
    expect(new Set(keys).size).toBe(50)
    expect(keys.every(looksLikeApiKey)).toBe(true)
    expect(hashApiKey(keys[0] ?? '')).toHaveLength(32)
  })
  it.each([
    '',
    'ruk_',
    `ruk_${'a'.repeat(42)}`,
    `ruk_${'a'.repeat(44)}`,
    `ruk_${'é'.repeat(43)}`,
    `sk_${'a'.repeat(43)}`,
  ])('is not %j', (text) => {
    expect(looksLikeApiKey(text)).toBe(false)
  })
})

it.each([
  ['Bearer abc', 'abc'],
  ['bearer  abc ', 'abc'],
  [null, undefined],
  ['', undefined],
  ['Bearer', undefined],
  ['Basic abc', undefined],
  ['Bearer a b', undefined],
  [`Bearer ${'a'.repeat(201)}`, undefined],
])('the credential of %j is %j', (header, credential) => {
  expect(bearerOf(header)).toBe(credential)
})

describe('API_KEYS', () => {
  const [one, two] = ['a'.repeat(64), 'B'.repeat(64)]
  it('names keys with scopes and hashes', () => {
    expect(
      apiKeysSettingSchema.parse(`cloud-profile:entitlements:${one}, flockjay:entitlements+catalog:${two}`),
    ).toEqual([
      { name: 'cloud-profile', scopes: ['entitlements'], hash: Buffer.from(one, 'hex') },
      { name: 'flockjay', scopes: ['entitlements', 'catalog'], hash: Buffer.from(two, 'hex') },
    ])
  })
  it.each([
    '',
    'x',
    `Upper:catalog:${one}`,
    `x:everything:${one}`,
    `x::${one}`,
    `x:catalog:${one}0`,
    `x:catalog:ruk_${one.slice(4)}`,
    `x:catalog:${one}:more`,
    `x:catalog:${one},`,
    `x:catalog:${one},x:catalog:${two}`,
    `x:catalog:${one},y:catalog:${one}`,
  ])('refuses %j', (text) => {
    expect(apiKeysSettingSchema.safeParse(text).success).toBe(false)
  })
})
