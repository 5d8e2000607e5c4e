import { describe, expect, it } from 'vitest'
import { flockjayUserIdSchema, signInIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import { identify } from './identify'

const sku = skuSchema.parse('RU-LAB-LOCKS')
const [acme, nimbus] = [smidSchema.parse('ACME-1'), smidSchema.parse('NIMBUS-1')]
const plain = { kind: 'plain', sku, smid: acme } as const
const signed = {
  kind: 'signed',
  sku,
  smid: acme,
  flockjayUserId: flockjayUserIdSchema.parse('u1'),
  jti: 'link-1',
  returnTo: undefined,
  email: undefined,
  name: undefined,
} as const
const learner = (smid: typeof acme | undefined) => ({
  signInId: signInIdSchema.parse('0198b1f0-7b1e-7000-8000-000000000001'),
  issuer: 'https://cloud.example',
  subject: 's1',
  email: 'lena@example.com',
  emailVerified: true,
  name: undefined,
  smid,
  contactId: undefined,
})
const known = { handoff: undefined, learner: undefined, signInConfigured: true, ownAccount: false }

describe('who is buying', () => {
  it.each([
    ['a signed link, signed out', { ...known, handoff: signed }, 'pay', 'signed', acme],
    [
      'a signed link, signed in as another',
      { ...known, handoff: signed, learner: learner(nimbus) },
      'pay',
      'signed',
      acme,
    ],
    [
      'a signed link where nobody can sign in',
      { ...known, handoff: signed, signInConfigured: false },
      'pay',
      'signed',
      acme,
    ],
    [
      'a plain link where nobody can sign in',
      { ...known, handoff: plain, signInConfigured: false },
      'pay',
      'claimed',
      acme,
    ],
    [
      'a plain link, signed in to its account',
      { ...known, handoff: plain, learner: learner(acme) },
      'pay',
      'sso',
      acme,
    ],
    ['no link, signed in', { ...known, learner: learner(nimbus) }, 'pay', 'sso', nimbus],
    [
      'a plain link, own account chosen',
      { ...known, handoff: plain, learner: learner(nimbus), ownAccount: true },
      'pay',
      'sso',
      nimbus,
    ],
    [
      'a plain link, signed in to another',
      { ...known, handoff: plain, learner: learner(nimbus) },
      'choose-account',
    ],
    ['a plain link, signed out', { ...known, handoff: plain }, 'sign-in'],
    [
      'a plain link, own account chosen but signed out',
      { ...known, handoff: plain, ownAccount: true },
      'sign-in',
    ],
    ['signed in without an account', { ...known, handoff: plain, learner: learner(undefined) }, 'no-account'],
    ['no link, signed out', known, 'sign-in'],
    ['no link where nobody can sign in', { ...known, signInConfigured: false }, 'start-at-flockjay'],
    [
      'a stale session where nobody can sign in',
      { ...known, learner: learner(acme), signInConfigured: false },
      'start-at-flockjay',
    ],
  ])('%s', (_case, input, step, identity?: string, smid?: string) => {
    const result = identify(input)
    expect(result.step).toBe(step)
    if (result.step === 'pay') expect(result.buyer).toMatchObject({ identity, smid })
  })
  it('keeps the account the link named, for the finding', () => {
    const result = identify({ ...known, handoff: plain, learner: learner(nimbus), ownAccount: true })
    expect(result).toMatchObject({ buyer: { smid: nimbus, linkSmid: acme } })
  })
})
