import { describe, expect, it } from 'vitest'
import { createLogger } from '@/lib/log'
import { authOptions, realmSecret } from './auth-options'
import type { AuthServices } from './auth-options'

const sso = { issuer: 'https://cloud.example', clientId: 'id', clientSecret: 'secret' }
const unused = () => Promise.reject(new Error('not asked here'))
const services = (secure: boolean): AuthServices => ({
  // Nothing here reads a row.
  db: { prisma: {} } as AuthServices['db'],
  clock: { now: () => new Date() },
  log: createLogger('test', 'silent'),
  appUrl: secure ? 'https://redis.io' : 'http://localhost:3000',
  secret: 'x'.repeat(32),
  secure,
  staffSignedIn: unused,
})
const cookies = (secure: boolean) => Object.values(authOptions(services(secure), 'cloud', sso).cookies ?? {})

describe('sign-in', () => {
  it('keeps every cookie from scripts and other sites; over https it is Secure and tied to the host', () => {
    for (const secure of [true, false]) {
      expect(cookies(secure)).toHaveLength(6)
      for (const { name, options } of cookies(secure)) {
        expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure })
        expect(options).not.toHaveProperty('domain')
        expect(name.startsWith('__Host-')).toBe(secure)
      }
    }
  })
  it('asks for PKCE, state and nonce, and ends after hours', () => {
    for (const realm of ['cloud', 'staff'] as const) {
      const { providers, session, jwt } = authOptions(services(true), realm, sso)
      expect(providers[0]).toMatchObject({ checks: ['pkce', 'state', 'nonce'], idToken: true })
      expect(session?.maxAge).toBeLessThanOrEqual(4 * 3_600)
      expect(jwt?.maxAge).toBe(session?.maxAge)
    }
  })
  it('leads back to this site only', async () => {
    const back = authOptions(services(true), 'cloud', sso).callbacks?.redirect
    const lead = (url: string) => back?.({ url, baseUrl: 'https://redis.io' })
    expect(await lead('https://redis.io/university/my-courses')).toBe(
      'https://redis.io/university/my-courses',
    )
    for (const url of [
      'https://redis.io.evil.example/',
      'https://evil.example/',
      '//evil.example',
      'javascript:1',
    ])
      expect(await lead(url)).toBe('https://redis.io')
  })
  it('has a key of its own for each realm', () => {
    expect(realmSecret('cloud', 'a')).not.toBe(realmSecret('staff', 'a'))
    expect(realmSecret('cloud', 'a')).not.toBe(realmSecret('cloud', 'b'))
  })
})
