import { encode } from 'next-auth/jwt'
import { describe, expect, it } from 'vitest'
import { readSessionToken } from './session-token'

const secret = 'a secret of at least thirty-two characters'
const token = {
  realm: 'cloud',
  sid: '0198b1f0-7b1e-4000-8000-000000000001',
  issuer: 'https://cloud.example',
  subject: 'cloud-lena',
  emailVerified: true,
  smid: 'ACME-1',
}

describe('a session cookie', () => {
  it('opens for its realm, with what it carries', async () => {
    const cookie = await encode({ token, secret })
    expect(await readSessionToken('cloud', cookie, secret)).toMatchObject(token)
    expect(cookie).not.toContain('ACME')
  })
  it.each([
    ['the other realm', { ...token, realm: 'staff' }, secret],
    ['no realm', { ...token, realm: undefined }, secret],
    ['a made-up sign-in', { ...token, sid: '1' }, secret],
    ['another secret', token, 'another secret of thirty-two characters'],
  ])('of %s opens nothing', async (_case, carried, key) => {
    expect(
      await readSessionToken('cloud', await encode({ token: carried, secret: key }), secret),
    ).toBeUndefined()
  })
  it('that is none opens nothing', async () => {
    for (const cookie of ['', 'x', 'a.b.c', 'eyJhbGciOiJub25lIn0..x.y.z'])
      expect(await readSessionToken('cloud', cookie, secret)).toBeUndefined()
  })
  it('opens nothing after its time', async () => {
    const cookie = await encode({ token, secret, maxAge: -3_600 })
    expect(await readSessionToken('cloud', cookie, secret)).toBeUndefined()
  })
})
