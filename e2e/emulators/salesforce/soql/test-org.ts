import { openStateFile } from '../../state-file'
import type { StoredRecord } from '../model'
import { emptyOrgData, orgDataSchema } from '../org-data'
import { orgField, orgObject } from '../org-object'
import { type Changes, OrgRecords } from '../records'
import { accountFields, contactFields, systemFields } from '../standard-objects'

/** A small org for tests of queries: accounts, contacts, and purchases with every type of field. */
export async function testOrg(): Promise<{
  records: OrgRecords
  add: (object: string, fields: Changes) => StoredRecord
}> {
  const smid = { unique: true, externalId: true, caseSensitive: true, length: 64 }
  const account = orgObject(about('Account', '001'), [
    ...accountFields(),
    orgField({ name: 'SMID__c', label: 'SMID', type: 'string', ...smid }),
  ])
  const contact = orgObject(about('Contact', '003'), contactFields())
  const purchase = orgObject(about('Course_Purchase__c', 'a00'), [
    ...systemFields('Record ID'),
    orgField({ name: 'Name', label: 'Reference', type: 'string', length: 80 }),
    orgField({ name: 'Status__c', label: 'Status', type: 'picklist' }),
    orgField({ name: 'Amount__c', label: 'Amount', type: 'double', precision: 18, scale: 3 }),
    orgField({ name: 'Paid_At__c', label: 'Paid at', type: 'datetime' }),
    orgField({ name: 'Trained_On__c', label: 'Trained on', type: 'date' }),
    orgField({ name: 'Gift__c', label: 'Gift', type: 'boolean' }),
    orgField({ name: 'Story__c', label: 'Story', type: 'textarea', length: 32_768 }),
    lookup('Account__c', 'Account'),
    lookup('Contact__c', 'Contact'),
  ])
  const schema = new Map([account, contact, purchase].map((object) => [object.name.toLowerCase(), object]))
  const records = new OrgRecords(schema, await openStateFile(undefined, orgDataSchema, emptyOrgData()))
  const add = (name: string, fields: Changes): StoredRecord => {
    const object = schema.get(name.toLowerCase())
    if (!object) throw new Error(`No ${name}`)
    return records.insert(object, fields)
  }
  return { records, add }
}

function about(name: string, keyPrefix: string) {
  return { name, label: name, pluralLabel: `${name}s`, keyPrefix, custom: name.endsWith('__c') }
}

function lookup(name: string, to: string) {
  const relationshipName = name.replace('__c', '__r')
  return orgField({ name, label: to, type: 'reference', reference: { to, relationshipName } })
}
