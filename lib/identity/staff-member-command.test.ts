import { describe, expect, it } from 'vitest'
import { parseStaffCommand, STAFF_USAGE } from './staff-member-command'

const CONFIGURED = 'https://login.redis.example'
const parse = (line: string, configured: string | undefined = CONFIGURED) =>
  parseStaffCommand(line.split(' ').filter(Boolean), configured)

describe('npm run staff', () => {
  it('takes the configured issuer unless an address is named', () => {
    expect(parse('grant staff-ada admin')).toEqual({
      verb: 'grant',
      who: { issuer: CONFIGURED, subject: 'staff-ada' },
      role: 'admin',
    })
    expect(parse('revoke https://other.example/x staff-ada support')).toEqual({
      verb: 'revoke',
      who: { issuer: 'https://other.example/x', subject: 'staff-ada' },
      role: 'support',
    })
    expect(parse('list')).toEqual({ verb: 'list' })
  })
  it.each(['', 'grant', 'grant staff-ada', 'give staff-ada admin', 'list all', 'grant staff-ada admin now'])(
    'says how it is used: "%s"',
    (line) => {
      expect(parse(line)).toEqual({ verb: 'refuse', message: STAFF_USAGE })
    },
  )
  it('says what is wrong with a role or a missing issuer', () => {
    expect(parse('grant staff-ada root')).toMatchObject({ message: expect.stringContaining('"root"') })
    expect(parseStaffCommand(['grant', 'staff-ada', 'admin'], undefined)).toMatchObject({
      message: expect.stringContaining('STAFF_SSO_ISSUER'),
    })
    expect(parse(`grant ${'x'.repeat(256)} admin`)).toMatchObject({ verb: 'refuse' })
  })
})
