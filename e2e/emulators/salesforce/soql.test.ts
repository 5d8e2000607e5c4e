import { beforeEach, describe, expect, it } from 'vitest'
import type { StoredRecord } from './model'
import { runQuery } from './soql'
import { testOrg } from './soql/test-org'

type Org = Awaited<ReturnType<typeof testOrg>>

let org: Org
let acme: StoredRecord
let lena: StoredRecord
beforeEach(async () => {
  org = await testOrg()
  acme = org.add('Account', { Name: 'Acme Robotics', SMID__c: 'ACME-4821' })
  const nimbus = org.add('Account', { Name: "Nimbus' Labs", SMID__c: 'NIMBUS-77' })
  lena = org.add('Contact', { LastName: 'Rivera', Email: 'L.Rivera@example.com', AccountId: acme.Id })
  const mei = org.add('Contact', { LastName: 'Tanaka', Email: 'm.tanaka@example.com', AccountId: nimbus.Id })
  const sold = (name: string, amount: number | null, at: string | null, of: object) =>
    org.add('Course_Purchase__c', { Name: name, Amount__c: amount, Paid_At__c: at, Status__c: 'Paid', ...of })
  sold('A', 10.1, '2026-01-01T10:00:00.000+0000', { Account__c: acme.Id, Contact__c: lena.Id, Gift__c: true })
  sold('B', 20.2, '2026-01-02T10:00:00.000+0000', {
    Account__c: acme.Id,
    Contact__c: lena.Id,
    Gift__c: false,
  })
  sold('C', 0.1, '2026-01-03T10:00:00.000+0000', { Account__c: nimbus.Id, Contact__c: mei.Id })
  sold('D', null, null, { Status__c: 'Pending', Trained_On__c: '2026-03-01' })
})

function run(soql: string) {
  const recordAddress = (object: string, id: string): string => `/sobjects/${object}/${id}`
  return runQuery(org.records, soql, { recordAddress, pageSize: 2_000 })
}

function rows(soql: string) {
  const answer = run(soql)
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`)
  return answer.rows.map(({ attributes: _, ...row }) => row)
}

const names = (where: string): unknown[] =>
  rows(`SELECT Name FROM Course_Purchase__c WHERE ${where}`).map((row) => row['Name'])

describe('fields', () => {
  it('shows a record with its address, its parents, and null for what is empty', () => {
    const soql = `SELECT Name, Amount__c, Paid_At__c, Contact__r.Account.SMID__c, Contact__r.Email, Account__r.Name
      FROM Course_Purchase__c WHERE Name IN ('A', 'D')`
    const answer = run(soql)
    expect(answer).toMatchObject({ ok: true, total: 2 })
    expect(answer.ok && answer.rows).toEqual([
      {
        attributes: {
          type: 'Course_Purchase__c',
          url: expect.stringMatching(/^\/sobjects\/Course_Pur.+\/a00/),
        },
        Name: 'A',
        Amount__c: 10.1,
        Paid_At__c: '2026-01-01T10:00:00.000+0000',
        Contact__r: {
          attributes: { type: 'Contact', url: `/sobjects/Contact/${lena.Id}` },
          Account: {
            attributes: { type: 'Account', url: `/sobjects/Account/${acme.Id}` },
            SMID__c: 'ACME-4821',
          },
          Email: 'L.Rivera@example.com',
        },
        Account__r: {
          attributes: { type: 'Account', url: `/sobjects/Account/${acme.Id}` },
          Name: 'Acme Robotics',
        },
      },
      {
        attributes: expect.anything(),
        Name: 'D',
        Amount__c: null,
        Paid_At__c: null,
        Contact__r: null,
        Account__r: null,
      },
    ])
  })

  it('knows names in any case, and the alias of the object', () => {
    expect(rows(`select c.EMAIL, c.account.smid__c from CONTACT c where c.lastname = 'rivera'`)).toEqual([
      { Email: 'L.Rivera@example.com', Account: { attributes: expect.anything(), SMID__c: 'ACME-4821' } },
    ])
  })

  it('counts', () => {
    expect(run(`SELECT COUNT() FROM Course_Purchase__c WHERE Status__c = 'Paid'`)).toEqual({
      ok: true,
      total: 3,
      rows: [],
    })
  })
})

describe('conditions', () => {
  it.each([
    [`Status__c = 'paid'`, ['A', 'B', 'C']],
    [`Status__c != 'PAID'`, ['D']],
    [`Account__r.SMID__c = 'ACME-4821'`, ['A', 'B']],
    [`Account__r.SMID__c = 'acme-4821'`, []],
    [`Account__r.SMID__c != 'ACME-4821'`, ['C', 'D']],
    [`Account__r.SMID__c NOT IN ('ACME-4821', 'X')`, ['C', 'D']],
    [`Account__r.SMID__c IN ('ACME-4821', 'NIMBUS-77', null)`, ['A', 'B', 'C', 'D']],
    [`Account__c = null`, ['D']],
    [`Account__c != NULL`, ['A', 'B', 'C']],
    [`Account__r.Name = 'Nimbus\\' Labs'`, ['C']],
    [`Contact__r.Email LIKE 'l.%'`, ['A', 'B']],
    [`Contact__r.Email LIKE '_.rivera@EXAMPLE.com'`, ['A', 'B']],
    [`Contact__r.Email LIKE '\\_.rivera@example.com'`, []],
    [`Amount__c > 0.1`, ['A', 'B']],
    [`Amount__c >= 0.1 AND Amount__c <= 10.1`, ['A', 'C']],
    [`Amount__c < 1`, ['C']],
    [`Amount__c = 20.2`, ['B']],
    [`Paid_At__c > 2026-01-02T11:30:00+02:00`, ['B', 'C']],
    [`Paid_At__c = 2026-01-02T10:00:00Z`, ['B']],
    [`Trained_On__c = 2026-03-01`, ['D']],
    [`Gift__c = TRUE`, ['A']],
    [`Name > 'b'`, ['C', 'D']],
    [`(Name = 'A' AND Gift__c = true) OR (NOT Status__c = 'Paid')`, ['A', 'D']],
    [`NOT (Name = 'A' OR Name = 'B')`, ['C', 'D']],
    [`Name = ''`, []],
  ])('%s', (where, expected) => {
    expect(names(where)).toEqual(expected)
  })

  it('takes ids of 15 and of 18 characters', () => {
    expect(names(`Account__c = '${acme.Id.slice(0, 15)}'`)).toEqual(['A', 'B'])
    expect(names(`Account__c IN ('${acme.Id}')`)).toEqual(['A', 'B'])
  })
})

describe('order and number', () => {
  it('sorts, nulls first unless told otherwise, and cuts', () => {
    const amounts = (rest: string): unknown[] =>
      rows(`SELECT Name FROM Course_Purchase__c ${rest}`).map((row) => row['Name'])
    expect(amounts('ORDER BY Amount__c')).toEqual(['D', 'C', 'A', 'B'])
    expect(amounts('ORDER BY Amount__c DESC NULLS LAST')).toEqual(['B', 'A', 'C', 'D'])
    expect(amounts('ORDER BY Status__c DESC, Name DESC LIMIT 2 OFFSET 1')).toEqual(['C', 'B'])
    expect(run('SELECT Id FROM Course_Purchase__c LIMIT 3')).toMatchObject({ total: 3 })
  })
})

describe('groups', () => {
  it('answers how many people of which company bought', () => {
    const soql = `SELECT Account__r.Name company, COUNT_DISTINCT(Contact__c) people, COUNT(Id) purchases,
      SUM(Amount__c), MIN(Paid_At__c) earliest, MAX(Name) FROM Course_Purchase__c WHERE Status__c = 'Paid'
      GROUP BY Account__r.Name ORDER BY COUNT(Id) DESC`
    expect(rows(soql)).toEqual([
      {
        company: 'Acme Robotics',
        people: 1,
        purchases: 2,
        expr0: 30.3,
        earliest: '2026-01-01T10:00:00.000+0000',
        expr1: 'B',
      },
      {
        company: "Nimbus' Labs",
        people: 1,
        purchases: 1,
        expr0: 0.1,
        earliest: expect.anything(),
        expr1: 'C',
      },
    ])
  })

  it('makes one row of everything without GROUP BY, also of nothing', () => {
    expect(rows(`SELECT COUNT(Amount__c), AVG(Amount__c) FROM Course_Purchase__c WHERE Name = 'Z'`)).toEqual([
      { expr0: 0, expr1: null },
    ])
    expect(rows('SELECT Account__c, COUNT(Id) n FROM Course_Purchase__c GROUP BY Account__c')).toContainEqual(
      {
        Account__c: null,
        n: 1,
      },
    )
  })
})
