import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTestOrg, purchaseBody } from './test-org'

async function dataFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'org-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'salesforce.json')
}

describe('the records of the org', () => {
  it('are there after a restart, found by key and by Id, and no id is given twice', async () => {
    const path = await dataFile()
    const before = await openTestOrg({ dataFile: path })
    const gone = before.create('Account', { Name: 'Gone', SMID__c: 'GONE-1' })
    const kept = before.create('Account', { Name: 'Acme', SMID__c: 'ACME-4821' })
    before.records.delete(gone)
    await before.flush()
    const after = await openTestOrg({ dataFile: path })
    expect(after.records.all('Account')).toEqual(before.records.all('Account'))
    expect(after.records.find(kept)).toMatchObject({ Name: 'Acme' })
    expect(after.records.wasDeleted(gone)).toBe(true)
    expect(after.ask('GET', '/sobjects/Account/SMID__c/ACME-4821').body).toMatchObject({ Id: kept })
    expect([gone, kept]).not.toContain(after.create('Account', { Name: 'Nimbus' }))
  })

  it('are not read from a file of something else', async () => {
    const path = await dataFile()
    await writeFile(path, JSON.stringify({ format: 1, records: { Account: [{ Name: 'no Id' }] } }))
    await expect(openTestOrg({ dataFile: path })).rejects.toThrow(/not a state file/)
    expect(await readFile(path, 'utf8')).toContain('no Id')
  })

  it('are gone after a reset, and keys are free again', async () => {
    const org = await openTestOrg()
    const id = org.create('Account', { Name: 'Acme', SMID__c: 'ACME-4821' })
    org.records.clear()
    expect(org.records.all('Account')).toEqual([])
    expect(org.records.find(id)).toBeUndefined()
    expect(org.create('Account', { Name: 'Acme', SMID__c: 'ACME-4821' })).toBe(id)
  })

  it('give up their key when it changes', async () => {
    const org = await openTestOrg()
    const id = org.create('Account', { Name: 'Acme', SMID__c: 'A' })
    expect(org.ask('PATCH', `/sobjects/Account/${id}`, { SMID__c: 'B' }).status).toBe(204)
    const other = org.create('Account', { Name: 'Other', SMID__c: 'A' })
    expect(org.ask('GET', '/sobjects/Account/SMID__c/A').body).toMatchObject({ Id: other })
    expect(org.ask('GET', '/sobjects/Account/SMID__c/B').body).toMatchObject({ Id: id })
  })

  it('are stamped when they are made and when they change', async () => {
    let now = new Date('2026-11-21T10:00:00.900Z')
    const org = await openTestOrg({ clock: { now: () => now } })
    const id = org.create('Account', { Name: 'Acme' })
    now = new Date('2026-11-22T10:00:00.100Z')
    org.ask('PATCH', `/sobjects/Account/${id}`, { Name: 'Acme Robotics' })
    expect(org.records.find(id)).toEqual({
      Id: id,
      Name: 'Acme Robotics',
      CreatedDate: '2026-11-21T10:00:00.000+0000',
      LastModifiedDate: '2026-11-22T10:00:00.000+0000',
      SystemModstamp: '2026-11-22T10:00:00.000+0000',
    })
  })

  it('are called by their names, and otherwise by their id', async () => {
    const org = await openTestOrg()
    const contact = org.create('Contact', { FirstName: 'Lena', LastName: 'Rivera' })
    expect(org.records.find(contact)).toMatchObject({ Name: 'Lena Rivera', Active__c: true })
    org.ask('PATCH', `/sobjects/Contact/${contact}`, { FirstName: null })
    expect(org.records.find(contact)).toMatchObject({ Name: 'Rivera' })
    const course = org.create('Course__c', { Course_Code__c: 'RU-A' })
    expect(org.records.find(course)).toMatchObject({ Name: course.slice(0, 15) })
  })
})

describe('deleting an account', () => {
  it('takes its contacts along and empties the links of purchases', async () => {
    const org = await openTestOrg()
    const others = org.create('Contact', { LastName: 'Tanaka' })
    const account = org.create('Account', { Name: 'Acme', SMID__c: 'ACME-4821' })
    const contact = org.create('Contact', { LastName: 'Rivera', AccountId: account })
    const purchase = org.create('Course_Purchase__c', {
      ...purchaseBody(),
      Account__c: account,
      Contact__c: contact,
    })
    const untouched = org.create('Course_Purchase__c', { ...purchaseBody(), Contact__c: others })
    org.records.delete(account)
    expect(org.records.all('Contact').map(({ Id }) => Id)).toEqual([others])
    expect(org.records.find(purchase)).toMatchObject({ Account__c: null, Contact__c: null })
    expect(org.records.find(untouched)).toMatchObject({ Contact__c: others })
    expect(org.records.find(others)).toMatchObject({ LastName: 'Tanaka' })
    expect(org.records.wasDeleted(contact)).toBe(true)
    expect(org.create('Account', { Name: 'Acme', SMID__c: 'ACME-4821' })).not.toBe(account)
  })
})

describe('an attempt', () => {
  it('that fails leaves all as it was, deletions and what was attempted within it included', async () => {
    const org = await openTestOrg()
    const account = org.create('Account', { Name: 'Acme', SMID__c: 'A' })
    const second = org.create('Account', { Name: 'Nimbus', SMID__c: 'B' })
    org.create('Contact', { LastName: 'Rivera', AccountId: account })
    org.create('Course_Purchase__c', { ...purchaseBody(), Account__c: account })
    const held = () =>
      structuredClone(['Account', 'Contact', 'Course_Purchase__c'].map((name) => org.records.all(name)))
    const before = held()
    org.records.attempt(() => {
      org.records.update(second, { SMID__c: 'C' })
      org.records.delete(account)
      org.records.attempt(() => org.create('Account', { Name: 'Umbra', SMID__c: 'A' }) !== '')
      org.records.attempt(() => org.create('Account', { Name: 'Never', SMID__c: 'D' }) === '')
      org.records.update(second, { Name: 'Nimbus Labs' })
      expect(org.records.all('Account').map(({ Name }) => Name)).toEqual(['Nimbus Labs', 'Umbra'])
      return false
    })
    expect(held()).toEqual(before)
    expect(org.records.find(account)).toBe(org.records.all('Account')[0])
    expect(org.records.find(second)).toBe(org.records.all('Account')[1])
    expect(org.records.wasDeleted(account)).toBe(false)
    for (const [smid, id] of [
      ['A', account],
      ['B', second],
    ] as const)
      expect(org.ask('GET', `/sobjects/Account/SMID__c/${smid}`).body).toMatchObject({ Id: id })
    for (const smid of ['C', 'D'])
      expect(org.ask('GET', `/sobjects/Account/SMID__c/${smid}`).status).toBe(404)
  })

  it('that throws leaves all as it was, and the next write stays', async () => {
    const org = await openTestOrg()
    const broken = (): boolean => {
      org.create('Account', { Name: 'Acme' })
      throw new Error('broken')
    }
    expect(() => org.records.attempt(broken)).toThrow('broken')
    expect(org.records.all('Account')).toEqual([])
    org.create('Account', { Name: 'Nimbus' })
    expect(org.records.all('Account')).toMatchObject([{ Name: 'Nimbus' }])
  })
})
