import { expect, it } from 'vitest'
import { contactKeyOf } from './contact-key'
import type { Seek } from './port'
import { accountIdSchema, contactIdSchema } from './record-ids'
import { contactRowSchema, matchPeople } from './seek-rows'

const account = (n: number, smid: string | null) => ({
  id: accountIdSchema.parse(`00100000000000${n}AAA`),
  smid,
})
const contact = (n: number, smid: string | null, key: string | null) => ({
  id: contactIdSchema.parse(`00300000000000${n}AAA`),
  smid,
  key,
})
const seek = (smid: string, email?: string, contactKey?: string): Seek => ({ smid, email, contactKey })
const email = contactKeyOf('email')
const counts = (seeks: Seek[], rows: Parameters<typeof matchPeople>[2], key = email) =>
  matchPeople(seeks, key, rows).map(({ accounts, contacts }) => [accounts.length, contacts.length])

it('gives everybody what is theirs, in their order', () => {
  const rows = {
    accounts: [account(1, 'ACME'), account(2, 'NIMBUS'), account(3, null)],
    contacts: [contact(1, 'ACME', 'Lena@X.io'), contact(2, 'NIMBUS', 'mei@x.io'), contact(3, 'ACME', null)],
  }
  expect(
    matchPeople([seek('NIMBUS', 'mei@x.io'), seek('ACME', 'lena@x.io'), seek('LATE', 'a@x.io')], email, rows),
  ).toEqual([
    { accounts: ['001000000000002AAA'], contacts: ['003000000000002AAA'] },
    { accounts: ['001000000000001AAA'], contacts: ['003000000000001AAA'] },
    { accounts: [], contacts: [] },
  ])
})

it('takes no contact of another account, and no account by half a name', () => {
  const rows = {
    accounts: [account(1, 'acme')],
    contacts: [contact(1, 'NIMBUS', 'lena@x.io'), contact(2, 'acme', 'lena@x.io')],
  }
  expect(counts([seek('ACME', 'lena@x.io'), seek('NIMBUS', 'mei@x.io')], rows)).toEqual([
    [0, 0],
    [0, 0],
  ])
})

it('shows two of many, and counts a row that came twice once', () => {
  const rows = {
    accounts: [account(1, 'A'), account(1, 'A'), account(2, 'B'), account(3, 'B'), account(4, 'B')],
    contacts: [
      contact(1, 'A', 'x@x.io'),
      contact(1, 'A', 'x@x.io'),
      contact(2, 'B', 'x@x.io'),
      contact(3, 'B', 'X@x.io'),
    ],
  }
  expect(counts([seek('A', 'x@x.io'), seek('B', 'x@x.io'), seek('A')], rows)).toEqual([
    [1, 1],
    [2, 2],
    [1, 0],
  ])
})

it('compares ids by their 15 characters and other keys as they are', () => {
  const rows = { accounts: [], contacts: [contact(1, 'A', '003000000000001AAA')] }
  const id = contactKeyOf('Id')
  expect(counts([seek('A', undefined, '003000000000001')], rows, id)).toEqual([[0, 1]])
  expect(counts([seek('A', undefined, '00300000000000X')], rows, id)).toEqual([[0, 0]])
  const own = contactKeyOf('Cloud_Id__c')
  const mixed = { accounts: [], contacts: [contact(1, 'A', 'Ab')] }
  expect(counts([seek('A', 'x@x.io', 'Ab'), seek('A', 'x@x.io', 'ab'), seek('A', 'Ab')], mixed, own)).toEqual(
    [
      [0, 1],
      [0, 0],
      [0, 0],
    ],
  )
})

it('reads the key whatever way its name is written, and nothing but text', () => {
  const row = { Id: '003000000000001AAA', Account: { SMID__c: 'A' }, Cloud_Id__c: 'c-1' }
  const schema = contactRowSchema(contactKeyOf('cloud_id__C'))
  expect(schema.parse(row)).toEqual({ id: '003000000000001AAA', smid: 'A', key: 'c-1' })
  expect(schema.parse({ ...row, Account: null }).smid).toBeNull()
  expect(schema.safeParse({ ...row, Cloud_Id__c: 7 }).success).toBe(false)
})
