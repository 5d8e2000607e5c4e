import { describe, expect, it } from 'vitest'
import { contactKeyOf } from './contact-key'
import { COURSE_OBJECT } from './course-fields'
import { PURCHASE_OBJECT } from './purchase-fields'
import { seekQueries } from './seek-queries'
import { shippedFields } from './shipped-fields'
import { at, shippedMetadata, textAt, texts, type XmlElement } from './shipped-metadata'

const FIELDS = shippedFields()
const SETS = shippedMetadata().filter(({ root }) => root.name === 'PermissionSet')

/** Our own fields that a permission set can name: a required one may not be, Salesforce refuses the deployment. */
const optional = [PURCHASE_OBJECT, COURSE_OBJECT].flatMap((object) =>
  [...(FIELDS.get(object)?.values() ?? [])]
    .filter(({ required }) => !required)
    .map((field) => ({ ...field, place: `${object}.${field.name}` })),
)
const written = optional.filter(({ formula }) => formula === undefined).map(({ place }) => place)
const seen = optional.map(({ place }) => place)

/** What is asked of the org's own objects: `AccountId` to reach the account's fields from a contact. */
const ASKED = ['Account.SMID__c', 'Contact.AccountId', 'Contact.Email']

const CREATE = { allowCreate: 'true', allowEdit: 'true', viewAllRecords: 'false' }
const SEE_ALL = { allowCreate: 'false', allowEdit: 'false', viewAllRecords: 'true' }

describe('permission sets', () => {
  it('the integration writes exactly what the code writes, and reads what it asks for', () => {
    const set = permissionSet('Redis_University_Integration')
    expect(fieldsOf(set, 'editable')).toEqual(written.toSorted())
    expect(fieldsOf(set, 'readable')).toEqual([...written, ...ASKED].sort())
    expect(rights(set)).toEqual({
      [PURCHASE_OBJECT]: expect.objectContaining(CREATE),
      [COURSE_OBJECT]: expect.objectContaining(CREATE),
      // All of them: an account it may not see could never be linked, and would be looked for for ever.
      Account: expect.objectContaining(SEE_ALL),
      Contact: expect.objectContaining(SEE_ALL),
    })
  })

  it('what is looked for is what the integration may read', () => {
    const seek = { smid: 'ACME-1', email: 'ada@acme.test', contactKey: undefined }
    const queries = seekQueries([seek], contactKeyOf('email'), 10_000).map(({ soql }) => soql)
    const named = queries.flatMap((soql) => {
      const [, fields = '', object = ''] = /^SELECT (.+) FROM (\w+) WHERE /.exec(soql) ?? []
      return fields.split(', ').map((field) => (field.includes('.') ? field : `${object}.${field}`))
    })
    expect(named.sort()).toEqual([
      'Account.Id',
      'Account.SMID__c',
      'Account.SMID__c',
      'Contact.Email',
      'Contact.Id',
    ])
    // Ids and names cannot be withheld, so no permission set names them.
    const readable = fieldsOf(permissionSet('Redis_University_Integration'), 'readable')
    expect(readable).toEqual(expect.arrayContaining(named.filter((name) => !name.endsWith('.Id'))))
  })

  it('readers see every field and every record, and change nothing', () => {
    const set = permissionSet('Redis_University_Reader')
    expect(fieldsOf(set, 'readable')).toEqual(seen.toSorted())
    expect(fieldsOf(set, 'editable')).toEqual([])
    expect(rights(set)).toEqual({
      [PURCHASE_OBJECT]: expect.objectContaining(SEE_ALL),
      [COURSE_OBJECT]: expect.objectContaining(SEE_ALL),
    })
    expect(texts(set, 'tabSettings', 'tab').sort()).toEqual([PURCHASE_OBJECT, COURSE_OBJECT].sort())
  })

  it('whoever fills the SMID may do just that', () => {
    const set = permissionSet('Redis_University_SMID')
    expect(fieldsOf(set, 'editable')).toEqual(['Account.SMID__c'])
    expect(fieldsOf(set, 'readable')).toEqual(['Account.SMID__c'])
    expect(rights(set)).toEqual({})
  })

  it.each(SETS)('$path lets nobody delete, change what others own, or more', ({ root }) => {
    const refused = ['allowDelete', 'modifyAllRecords'].flatMap((right) =>
      texts(root, 'objectPermissions', right),
    )
    expect(new Set(refused).has('true')).toBe(false)
    const granted = new Set(root.children.map(({ name }) => name))
    const known = ['description', 'fieldPermissions', 'hasActivationRequired', 'label', 'objectPermissions']
    expect([...granted].filter((name) => ![...known, 'tabSettings'].includes(name))).toEqual([])
  })
})

describe('who sees records without a permission set', () => {
  it('purchases are private, courses are not', () => {
    const models = shippedMetadata()
      .filter(({ root }) => root.name === 'CustomObject')
      .map(({ path, root }) => [path.split('/')[1], textAt(root, 'sharingModel')])
    expect(Object.fromEntries(models)).toEqual({ [PURCHASE_OBJECT]: 'Private', [COURSE_OBJECT]: 'Read' })
  })
})

function permissionSet(name: string): XmlElement {
  const found = SETS.find(({ path }) => path === `permissionsets/${name}.permissionset-meta.xml`)
  if (found === undefined) throw new Error(`no permission set ${name}`)
  return found.root
}

function fieldsOf(set: XmlElement, right: 'editable' | 'readable'): string[] {
  return at(set, 'fieldPermissions')
    .filter((permission) => textAt(permission, right) === 'true')
    .flatMap((permission) => texts(permission, 'field'))
    .sort()
}

function rights(set: XmlElement): Record<string, Record<string, string>> {
  const each = at(set, 'objectPermissions').map((permission) => [
    textAt(permission, 'object') ?? '',
    Object.fromEntries(permission.children.map(({ name, text }) => [name, text])),
  ])
  return Object.fromEntries(each)
}
