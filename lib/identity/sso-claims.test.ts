import { describe, expect, it } from 'vitest'
import { readSsoClaims } from './sso-claims'

const CLAIMS = { smid: 'https://redis.io/smid', contactId: 'contact_id' }
const said = {
  sub: 'cloud-lena',
  email: 'lena@example.com',
  email_verified: true,
  name: ' Lena Rivera ',
  'https://redis.io/smid': 'ACME-4821',
  contact_id: '0035000001',
}

describe('the claims of a sign-in', () => {
  it('are read by their configured names', () => {
    expect(readSsoClaims(said, CLAIMS)).toEqual({
      subject: 'cloud-lena',
      email: 'lena@example.com',
      emailVerified: true,
      name: 'Lena Rivera',
      smid: 'ACME-4821',
      contactId: '0035000001',
    })
  })
  it('never carry an account or anything like a role where none is asked for', () => {
    const staff = readSsoClaims({ ...said, role: 'admin', roles: ['admin'], smid: 'ACME-1' })
    expect(staff).toMatchObject({ smid: undefined, contactId: undefined })
    expect(Object.keys(staff)).not.toContain('role')
    expect(Object.keys(staff)).not.toContain('roles')
  })
  it.each([
    ['the text "true"', { email_verified: 'true' }],
    ['1', { email_verified: 1 }],
    ['nothing', { email_verified: undefined }],
    ['true without an address', { email: undefined }],
    ['true with a broken address', { email: 'lena@' }],
  ])('%s does not vouch for an address', (_name, change) => {
    expect(readSsoClaims({ ...said, ...change }, CLAIMS).emailVerified).toBe(false)
  })
  it.each([['a b'], [''], ['x'.repeat(65)], [4821], [['ACME']], [null]])('%j is no SMID', (smid) => {
    expect(readSsoClaims({ ...said, 'https://redis.io/smid': smid }, CLAIMS).smid).toBeUndefined()
  })
  it('are refused without a subject', () => {
    expect(() => readSsoClaims({ ...said, sub: undefined }, CLAIMS)).toThrow()
  })
})
