import { describe, expect, it } from 'vitest'
import { contactKeyOf } from './contact-key'
import type { Seek } from './port'
import { seekQueries } from './seek-queries'
import { soqlText } from './soql-text'

const email = contactKeyOf('email')
const seek = (smid: string, address?: string, contactKey?: string): Seek => ({
  smid,
  email: address,
  contactKey,
})
const soql = (seeks: Seek[], key = email, longest = 50_000) =>
  seekQueries(seeks, key, longest).map((query) => query.soql)

describe('queries for people', () => {
  it('ask for each account once, and for its contacts', () => {
    expect(
      soql([seek('NIMBUS-77', 'm@x.io'), seek('ACME-1', 'a@x.io'), seek('ACME-1', 'a@x.io'), seek('LATE-2')]),
    ).toEqual([
      "SELECT Id, SMID__c FROM Account WHERE SMID__c IN ('NIMBUS-77','ACME-1','LATE-2')",
      "SELECT Id, Account.SMID__c, Email FROM Contact WHERE Account.SMID__c IN ('ACME-1','NIMBUS-77') AND Email IN ('a@x.io','m@x.io')",
    ])
    expect(soql([])).toEqual([])
    expect(soql([seek('ACME-1')])).toHaveLength(1)
  })

  it('use the field that tells contacts apart', () => {
    expect(soql([seek('A', 'a@x.io', 'c-1')], contactKeyOf('Cloud_Id__c'))[1]).toBe(
      "SELECT Id, Account.SMID__c, Cloud_Id__c FROM Contact WHERE Account.SMID__c IN ('A') AND Cloud_Id__c IN ('c-1')",
    )
    expect(soql([seek('A', 'a@x.io')], contactKeyOf('Cloud_Id__c'))).toHaveLength(1)
    const ids = [seek('A', undefined, '0035e00000AbCdEAAV'), seek('A', undefined, '0035000001')]
    expect(soql(ids, contactKeyOf('Id'))[1]).toBe(
      "SELECT Id, Account.SMID__c FROM Contact WHERE Account.SMID__c IN ('A') AND Id IN ('0035e00000AbCdE')",
    )
  })

  it('are no longer than they may be, and ask for everybody', () => {
    const seeks = Array.from({ length: 500 }, (_, index) => seek(`S-${index % 90}`, `p${index}@x.io`))
    const queries = soql(seeks, email, 1_000)
    expect(Math.max(...queries.map(({ length }) => length))).toBeLessThanOrEqual(1_000)
    expect(queries.length).toBeLessThan(16)
    for (const one of seeks)
      expect(queries.some((text) => text.includes(`'${one.smid}'`) && text.includes(`'${one.email}'`))).toBe(
        true,
      )
  })

  it('fit 2,000 people of usual names into five', () => {
    const seeks = Array.from({ length: 2_000 }, (_, index) =>
      seek(`ACCOUNT-${100_000 + index}`, `first.last.${index}@company-${index}.example.com`),
    )
    expect(soql(seeks).length).toBeLessThanOrEqual(5)
  })

  it('are never made with anything but a name of a field', () => {
    for (const setting of ["Id IN ('x') OR Name", 'a b', '', 'Account.Name', '1a', `x${'y'.repeat(80)}`])
      expect(() => contactKeyOf(setting)).toThrow(RangeError)
  })
})

it.each([
  ['plain', "'plain'"],
  ["o'brien@x.io", String.raw`'o\'brien@x.io'`],
  [String.raw`a\b`, String.raw`'a\\b'`],
  [String.raw`a\' OR Name != '`, String.raw`'a\\\' OR Name != \''`],
  ['50%_off', "'50%_off'"],
  ['jürgen@exämple.de', "'jürgen@exämple.de'"],
  ['line\nend\ttab', String.raw`'line\nend\ttab'`],
  ['nul\u0000\u007f\u0085', "'nul'"],
  ['half \ud800', "'half \ufffd'"],
])('%j in a query is %s', (value, text) => {
  expect(soqlText(value)).toBe(text)
})
