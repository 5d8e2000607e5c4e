import { describe, expect, it } from 'vitest'
import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'
import { decideMatch } from './match'

const [a1, a2] = ['001000000000001AAA', '001000000000002AAA'].map((id) => accountIdSchema.parse(id))
const [c1, c2] = ['003000000000001AAA', '003000000000002AAA'].map((id) => contactIdSchema.parse(id))
if (a1 === undefined || a2 === undefined || c1 === undefined || c2 === undefined) throw new Error('ids')
const nobody = { chosenAccountId: undefined, chosenContactId: undefined }

describe('whom a purchase hangs on', () => {
  it.each([
    ['no account', [], [], { match: 'pending', reason: 'no-account', accountId: undefined }],
    [
      'two accounts',
      [a1, a2],
      [c1],
      { match: 'ambiguous', reason: 'several-accounts', accountId: undefined },
    ],
    ['an account without the buyer', [a1], [], { match: 'pending', reason: 'no-contact', accountId: a1 }],
    ['two contacts', [a1], [c1, c2], { match: 'ambiguous', reason: 'several-contacts', accountId: a1 }],
    ['one of each', [a1], [c1], { match: 'matched', reason: undefined, accountId: a1, contactId: c1 }],
  ] as const)('with %s', (_name, accounts, contacts, expected) => {
    expect(decideMatch({ accounts, contacts }, nobody)).toMatchObject(expected)
  })
  it('is who a person said, whatever else there is', () => {
    const chosen = { chosenAccountId: a2, chosenContactId: c2 }
    const said = { match: 'matched', reason: undefined, accountId: a2, contactId: c2 }
    expect(decideMatch({ accounts: [], contacts: [] }, chosen)).toEqual(said)
    expect(decideMatch({ accounts: [a1], contacts: [c1] }, chosen)).toEqual(said)
  })
})
