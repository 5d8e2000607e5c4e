import { beforeEach, describe, expect, it } from 'vitest'
import { runQuery } from './soql'
import { testOrg } from './soql/test-org'

let org: Awaited<ReturnType<typeof testOrg>>
beforeEach(async () => {
  org = await testOrg()
  const account = org.add('Account', { Name: 'Acme Robotics', SMID__c: 'ACME-4821' })
  for (const Name of ['A', 'B', 'C', 'D']) org.add('Course_Purchase__c', { Name, Account__c: account.Id })
})

function run(soql: string) {
  return runQuery(org.records, soql, { recordAddress: () => '', pageSize: 2_000 })
}

describe('refusals', () => {
  const selecting = (fields: string, rest = ''): string => `SELECT ${fields} FROM Course_Purchase__c ${rest}`
  const where = (condition: string): string => selecting('Id', `WHERE ${condition}`)
  it.each([
    ['bad grammar', 'SELECT Id, FROM Account', 'MALFORMED_QUERY', /^unexpected token/],
    ['no query', 'DELETE FROM Account', 'MALFORMED_QUERY', /^unexpected token/],
    [
      'no such object',
      'SELECT Id FROM Nope__c',
      'INVALID_TYPE',
      /Column:16\nsObject type 'Nope__c' is not supp/,
    ],
    [
      'no such field',
      selecting('Id, Foo__c'),
      'INVALID_FIELD',
      /Row:1:Column:12\nNo such column 'Foo__c' on ent/,
    ],
    ['no such field to filter', where(`Foo__c = 'x'`), 'INVALID_FIELD', /No such column 'Foo__c'/],
    ['no such relation', selecting('Boss__r.Name'), 'INVALID_FIELD', /understand relationship 'Boss__r'/],
    ['a field twice', selecting('Name, NAME'), 'INVALID_FIELD', /duplicate field selected: Name/],
    ['an alias', selecting('Name title'), 'MALFORMED_QUERY', /only aggregate expressions use field aliasing/],
    [
      'no id',
      where(`Contact__c = '0035000001'`),
      'INVALID_QUERY_FILTER_OPERATOR',
      /invalid ID field: 0035000001/,
    ],
    ['order of ids', where(`Id > '${'0'.repeat(15)}'`), 'INVALID_FIELD', /invalid operator on id field/],
    ['LIKE on a number', where(`Amount__c LIKE '1%'`), 'INVALID_FIELD', /invalid operator on double field/],
    ['a number as text', where(`Amount__c = '1'`), 'INVALID_FIELD', /must be of type double and should not/],
    ['text without quotes', where(`Name = 1`), 'INVALID_FIELD', /must be of type string and should be encl/],
    ['a date for a moment', where(`Paid_At__c > 2026-01-01`), 'INVALID_FIELD', /must be of type dateTime/],
    ['a long text area', where(`Story__c = 'x'`), 'INVALID_FIELD', /can not be filtered/],
    [
      'AND with OR',
      where(`Name = 'A' AND Name = 'B' OR Name = 'C'`),
      'MALFORMED_QUERY',
      /unexpected token: 'OR'/,
    ],
    ['NOT amid others', where(`Name = 'A' AND NOT Name = 'B'`), 'MALFORMED_QUERY', /unexpected token: 'NOT'/],
    ['a bad escape', where(`Name = '\\z'`), 'MALFORMED_QUERY', /Illegal character sequence '\\z'/],
    ['a long text', where(`Name = '${'x'.repeat(4_001)}'`), 'MALFORMED_QUERY', /4000 characters/],
    [
      'a long query',
      where(`Name IN (${"'xxxxxxxxx',".repeat(8_400)}'x')`),
      'MALFORMED_QUERY',
      /100000 characters/,
    ],
    ['a far offset', selecting('Id', 'OFFSET 2001'), 'NUMBER_OUTSIDE_VALID_RANGE', /offset allowed is 2000/],
    ['a field without group', selecting('Name, COUNT(Id)'), 'MALFORMED_QUERY', /grouped or aggregated: Name/],
    ['LIMIT of a total', selecting('COUNT(Id)', 'LIMIT 1'), 'MALFORMED_QUERY', /cannot also use LIMIT/],
    [
      'groups by amount',
      selecting('Amount__c', 'GROUP BY Amount__c'),
      'MALFORMED_QUERY',
      /can not be grouped/,
    ],
    ['sums of text', selecting('SUM(Name)'), 'MALFORMED_QUERY', /does not support aggregate operator SUM/],
    ['COUNT() beside others', selecting('COUNT(), COUNT(Id)'), 'MALFORMED_QUERY', /only element/],
    ['two columns of a name', selecting('COUNT(Id) n, MAX(Name) n'), 'MALFORMED_QUERY', /duplicate alias: n/],
    ['HAVING', selecting('Name', 'GROUP BY Name HAVING COUNT(Id) > 1'), 'MALFORMED_QUERY', /not modelled/],
    ['FOR UPDATE', selecting('Id', 'FOR UPDATE'), 'MALFORMED_QUERY', /not modelled/],
    ['children', 'SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'MALFORMED_QUERY', /not modelled/],
    ['a query within', where('Contact__c IN (SELECT Id FROM Contact)'), 'MALFORMED_QUERY', /not modelled/],
    ['a function', selecting('toLabel(Status__c)'), 'MALFORMED_QUERY', /not modelled/],
    ['every field', selecting('FIELDS(ALL)', 'LIMIT 1'), 'MALFORMED_QUERY', /not modelled/],
    ['TODAY', where('Paid_At__c > TODAY'), 'MALFORMED_QUERY', /not modelled/],
    ['LAST_N_DAYS', where('Paid_At__c = LAST_N_DAYS:3'), 'MALFORMED_QUERY', /not modelled/],
    ['NOT LIKE of nothing', where(`NOT Contact__r.Email LIKE 'l%'`), 'MALFORMED_QUERY', /not modelled/],
  ])('%s', (_name, soql, code, message) => {
    const answer = run(soql)
    expect(answer.ok ? answer.rows : { code: answer.refusal.code, message: answer.refusal.message }).toEqual({
      code,
      message: expect.stringMatching(message),
    })
  })

  it('groups by values that differ in case only', () => {
    for (const [at, Name] of ['Sam', 'SAM'].entries()) org.add('Account', { Name, SMID__c: `S-${at}` })
    const answer = run('SELECT Name, COUNT(Id) FROM Account GROUP BY Name')
    expect(!answer.ok && answer.refusal.message).toContain('differ in case only')
  })

  it('more groups than a page holds', () => {
    const options = { recordAddress: () => '', pageSize: 3 }
    const soql = 'SELECT Name, COUNT(Id) FROM Course_Purchase__c GROUP BY Name'
    const answer = runQuery(org.records, soql, options)
    expect(!answer.ok && answer.refusal.code).toBe('EXCEEDED_ID_LIMIT')
    expect(runQuery(org.records, `${soql} LIMIT 3`, options)).toMatchObject({ ok: true, total: 3 })
  })
})
