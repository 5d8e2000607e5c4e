import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldOfMetadata } from './field-metadata'
import { parseFieldXml, parseObjectXml } from './metadata-xml'
import { type Org, orgField, type OrgField, type OrgObject, orgObject } from './org-object'
import { accountFields, contactFields, type ExtraContactField, systemFields } from './standard-objects'

/** The metadata that an admin deploys: what it does not hold is not in the org. */
export const DEPLOYED_OBJECTS = join(
  import.meta.dirname,
  '../../../lib/salesforce/metadata/force-app/main/default/objects',
)

/** Key prefixes of custom objects, in the order of their names: a real org gives them as objects are made. */
const CUSTOM_PREFIXES = ['a00', 'a01', 'a02', 'a03']

export type OrgSchemaOptions = {
  /** The folder `objects` in source format; the shipped metadata without it. */
  readonly objectsFolder?: string
  /** Fields that the org has on Contact besides. */
  readonly extraContactFields?: readonly ExtraContactField[]
}

/**
 * The org that has our metadata deployed: Account and Contact with the standard fields that are modelled, and each object
 * and field of the metadata. Throws when the metadata holds something that is not modelled.
 */
export async function readOrgSchema(options: OrgSchemaOptions = {}): Promise<Org> {
  const folder = options.objectsFolder ?? DEPLOYED_OBJECTS
  const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = found.map(({ name }) => name).sort()
  const account = standard('Account', 'Accounts', '001', accountFields())
  const contact = standard('Contact', 'Contacts', '003', contactFields(options.extraContactFields))
  const custom = names.filter((name) => name.endsWith('__c'))
  const objects = await Promise.all([
    ...[account, contact].map((about) => withDeployedFields(folder, names, about)),
    ...custom.map((name, index) => customObject(folder, name, CUSTOM_PREFIXES[index])),
  ])
  const strange = names.filter((name) => !objects.some((object) => object.name === name))
  if (strange.length > 0) throw new Error(`${folder}: objects not modelled: ${strange.join(', ')}`)
  return new Map(objects.map((object) => [object.name.toLowerCase(), object]))
}

function standard(name: string, pluralLabel: string, keyPrefix: string, fields: OrgField[]): OrgObject {
  return orgObject({ name, label: name, pluralLabel, keyPrefix, custom: false }, fields)
}

async function withDeployedFields(folder: string, names: string[], object: OrgObject): Promise<OrgObject> {
  if (!names.includes(object.name)) return object
  const { fields, formulas } = await deployedFields(folder, object.name)
  return orgObject(object, [...object.fields.values(), ...fields], formulas)
}

async function customObject(folder: string, name: string, keyPrefix: string | undefined): Promise<OrgObject> {
  if (keyPrefix === undefined) throw new Error(`${folder}: more custom objects than key prefixes`)
  const file = join(folder, name, `${name}.object-meta.xml`)
  const { label, pluralLabel, nameField } = parseObjectXml(file, await readFile(file, 'utf8'))
  if (nameField.type !== 'Text') throw new Error(`${file}: names of type ${nameField.type} are not modelled`)
  const { fields, formulas } = await deployedFields(folder, name)
  const own = [
    ...systemFields('Record ID'),
    orgField({ name: 'Name', label: nameField.label, type: 'string', length: 80 }),
  ]
  return orgObject({ name, label, pluralLabel, keyPrefix, custom: true }, [...own, ...fields], formulas)
}

type Deployed = { readonly fields: readonly OrgField[]; readonly formulas: readonly OrgField[] }

async function deployedFields(folder: string, object: string): Promise<Deployed> {
  const place = join(folder, object, 'fields')
  const files = await readdir(place).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const read = files.sort().map(async (name) => {
    const file = join(place, name)
    const xml = parseFieldXml(file, await readFile(file, 'utf8'))
    return { field: fieldOfMetadata(file, xml), isFormula: xml.formula !== undefined }
  })
  const all = await Promise.all(read)
  const only = (formula: boolean): OrgField[] =>
    all.filter(({ isFormula }) => isFormula === formula).map(({ field }) => field)
  return { fields: only(false), formulas: only(true) }
}
