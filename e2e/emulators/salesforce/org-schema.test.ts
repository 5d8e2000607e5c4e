import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ACCESS_STATES, PURCHASE_STATUSES } from '@/lib/salesforce/records'
import { DEPLOYED_OBJECTS, readOrgSchema } from './org-schema'

describe('the org that has the shipped metadata', () => {
  it('has our objects, with prefixes of their own', async () => {
    const org = await readOrgSchema()
    expect([...org.values()].map(({ name, keyPrefix }) => [name, keyPrefix])).toEqual([
      ['Account', '001'],
      ['Contact', '003'],
      ['Course_Purchase__c', 'a00'],
      ['Course__c', 'a01'],
    ])
  })

  it('takes types, lengths, keys, lists and relations from the XML', async () => {
    const purchase = (await readOrgSchema()).get('course_purchase__c')
    expect(purchase?.fields.get('purchase_id__c')).toMatchObject({
      type: 'string',
      length: 36,
      required: true,
      unique: true,
      externalId: true,
      caseSensitive: true,
    })
    expect(purchase?.fields.get('amount__c')).toMatchObject({ type: 'double', precision: 18, scale: 3 })
    expect(purchase?.fields.get('status__c')?.picklist).toEqual({
      restricted: true,
      values: [...PURCHASE_STATUSES],
    })
    expect(purchase?.fields.get('access__c')?.picklist?.values).toEqual([...ACCESS_STATES])
    expect(purchase?.fields.get('account__c')?.reference).toEqual({
      to: 'Account',
      relationshipName: 'Account__r',
    })
    expect(purchase?.relations.get('course__r')?.name).toBe('Course__c')
    expect(purchase?.fields.get('name')).toMatchObject({ label: 'Reference', required: false, length: 80 })
  })

  it('keeps formulas apart, since they are not worked out', async () => {
    const purchase = (await readOrgSchema()).get('course_purchase__c')
    expect(purchase?.formulas.has('person_key__c')).toBe(true)
    expect(purchase?.fields.has('person_key__c')).toBe(false)
  })

  it('has the SMID on Account and what else an org adds to Contact', async () => {
    const org = await readOrgSchema({
      extraContactFields: [{ name: 'Cloud_Contact__c', type: 'string', length: 40 }],
    })
    expect(org.get('account')?.fields.get('smid__c')).toMatchObject({
      length: 64,
      unique: true,
      externalId: true,
    })
    expect(org.get('contact')?.fields.get('cloud_contact__c')).toMatchObject({ length: 40, writable: true })
  })
})

describe('metadata that is not modelled', () => {
  async function copied(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'objects-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await cp(DEPLOYED_OBJECTS, folder, { recursive: true })
    return folder
  }

  async function changed(file: string, from: string, to: string): Promise<string> {
    const folder = await copied()
    const text = await readFile(join(folder, file), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(folder, file), text.replace(from, to))
    return folder
  }

  it('is refused by its type, with the file that has it', async () => {
    const file = 'Course_Purchase__c/fields/Page__c.field-meta.xml'
    const objectsFolder = await changed(file, '<type>Url</type>', '<type>Location</type>')
    await expect(readOrgSchema({ objectsFolder })).rejects.toThrow(/Page__c.*Location are not modelled/)
  })

  it('is refused where a deletion would do something else', async () => {
    const file = 'Course_Purchase__c/fields/Account__c.field-meta.xml'
    const objectsFolder = await changed(file, 'SetNull', 'Restrict')
    await expect(readOrgSchema({ objectsFolder })).rejects.toThrow(/Account__c.*not modelled/)
  })

  it('is refused when it is no field at all, and when it is of an unknown standard object', async () => {
    const file = 'Course__c/fields/Kind__c.field-meta.xml'
    const broken = await changed(file, '<fullName>Kind__c</fullName>', '')
    await expect(readOrgSchema({ objectsFolder: broken })).rejects.toThrow(/Kind__c.*fullName/s)
    const strange = await copied()
    await mkdir(join(strange, 'Opportunity'))
    await expect(readOrgSchema({ objectsFolder: strange })).rejects.toThrow(/not modelled: Opportunity/)
  })
})
