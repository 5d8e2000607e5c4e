import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApiSchemas } from 'jsforce/lib/api/metadata/schema.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { API_VERSION } from './client-settings'
import { parseMetadata, PROJECT, shippedMetadata, textAt, texts, type XmlElement } from './shipped-metadata'

const propsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const typeSchema = z.object({ props: propsSchema, extends: z.string().nullish() })

/** The types of Salesforce's Metadata WSDL, as jsforce generated them. */
const WSDL = z.record(z.string(), typeSchema).parse(ApiSchemas)
const FILES = shippedMetadata()
const README = readFileSync(join(PROJECT, 'README.md'), 'utf8')

/** The directory and the ending of each kind of file (Metadata API guide; the CLI tells them apart by these). */
const PLACES: Readonly<Record<string, RegExp>> = {
  CustomField: /^objects\/\w+\/fields\/(\w+)\.field-meta\.xml$/,
  CustomObject: /^objects\/(\w+)\/\1\.object-meta\.xml$/,
  CompactLayout: /^objects\/\w+\/compactLayouts\/(\w+)\.compactLayout-meta\.xml$/,
  ListView: /^objects\/\w+\/listViews\/(\w+)\.listView-meta\.xml$/,
  CustomTab: /^tabs\/\w+\.tab-meta\.xml$/,
  Layout: /^layouts\/[\w -]+\.layout-meta\.xml$/,
  PermissionSet: /^permissionsets\/\w+\.permissionset-meta\.xml$/,
  ReportType: /^reportTypes\/\w+\.reportType-meta\.xml$/,
  ReportFolder: /^reports\/\w+\.reportFolder-meta\.xml$/,
  Report: /^reports\/\w+\/\w+\.report-meta\.xml$/,
}

/** Longest texts that Salesforce takes, by type and element (Metadata API guide, and limits shown in Setup). */
const LIMITS: Readonly<Record<string, number>> = {
  'CustomField label': 40,
  'CustomField inlineHelpText': 255,
  'CustomField description': 1000,
  'CustomObject label': 40,
  'CustomObject description': 1000,
  'PermissionSet label': 80,
  'PermissionSet description': 255,
  'ReportType label': 50,
  'ReportType description': 255,
  'Report name': 40,
  'Report description': 255,
}

/** What the schema leaves open, because an update may go without it, and a first deployment may not. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  CustomField: ['fullName', 'label', 'type'],
  CustomObject: ['deploymentStatus', 'label', 'nameField', 'pluralLabel', 'sharingModel'],
  ListView: ['columns', 'fullName'],
  Layout: ['layoutSections'],
  ReportFolder: ['folderShares'],
}

describe('metadata files', () => {
  it.each(FILES)('$path is where the CLI looks for it, under its own name', ({ path, root }) => {
    const place = PLACES[root.name]
    expect(path).toEqual(expect.stringMatching(place ?? /^never$/))
    const name = textAt(root, 'fullName')
    expect(name ?? place?.exec(path)?.[1]).toBe(place?.exec(path)?.[1])
  })

  it.each(FILES)('$path has only what the Metadata API knows, in its order', ({ root }) => {
    expect(flaws(root, root.name)).toEqual([])
    const names = root.children.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining([...(NEEDED[root.name] ?? [])]))
  })

  it.each(FILES)('$path has no text that is too long', ({ root }) => {
    const long = root.children
      .filter(({ name, text }) => text.length > (LIMITS[`${root.name} ${name}`] ?? Infinity))
      .map(({ name, text }) => `${name}: ${text.length}`)
    expect(long).toEqual([])
  })

  it.each([
    ['an element nobody knows', '<columns><aggregateType>Sum</aggregateType><field>A</field></columns>'],
    ['an element missing', '<columns><aggregateTypes>Sum</aggregateTypes></columns>'],
    ['a list torn apart', '<name>A</name><columns><field>A</field></columns><name>B</name>'],
    ['the wrong order', '<showDetails>true</showDetails><scope>organization</scope>'],
    ['an element twice', '<description>A</description><description>B</description>'],
    ['no boolean', '<showDetails>yes</showDetails>'],
  ])('%s would be found', (_what, inner) => {
    const sound = '<format>Summary</format><name>A</name><reportType>B</reportType>'
    const report = (body: string): string[] => flaws(parseMetadata('x', `<Report>${body}</Report>`), 'Report')
    expect(report(sound)).toEqual([])
    expect(report(inner).filter((flaw) => !/^(format|name|reportType) is missing$/.test(flaw))).not.toEqual(
      [],
    )
  })
})

describe('the guide for admins', () => {
  it('names the version of the API that the project and the client use', () => {
    const project: unknown = JSON.parse(readFileSync(join(PROJECT, 'sfdx-project.json'), 'utf8'))
    expect(project).toMatchObject({ sourceApiVersion: API_VERSION })
    expect(new Set(README.match(/(?<![\d.])\d\d\.0\b/g))).toEqual(new Set([API_VERSION]))
    // No file has one of its own.
    expect(FILES.flatMap(({ root }) => texts(root, 'apiVersion'))).toEqual([])
  })

  it.each([
    ['PermissionSet', 'label', 3],
    ['ReportFolder', 'name', 1],
    ['Report', 'name', 2],
  ])('names each %s', (type, label, many) => {
    const names = FILES.filter(({ root }) => root.name === type).flatMap(({ root }) => texts(root, label))
    expect(names).toHaveLength(many)
    expect(names.filter((name) => !README.includes(name))).toEqual([])
  })
})

/** What Salesforce would not take of an element of one of its types. */
function flaws(xml: XmlElement, type: string): string[] {
  const props = propsOf(type)
  const names = xml.children.map(({ name }) => name)
  const runs = names.filter((name, index) => name !== names[index - 1])
  // As the CLI writes it: by name, the full name first; what is repeated has to stand together.
  const ordered = [...new Set(names)].sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
  const missing = Object.entries(props).filter(
    ([name, kind]) => typeof kind === 'string' && !kind.startsWith('?') && !names.includes(name),
  )
  return [
    ...(runs.join() === ordered.join() ? [] : [`${xml.name}: ${runs.join()} instead of ${ordered.join()}`]),
    ...missing.map(([name]) => `${name} is missing`),
    ...names.filter((name, index) => names.indexOf(name) < index && typeof props[name] === 'string'),
    ...xml.children.flatMap((child) => flawsOf(child, props[child.name])),
  ]
}

const rank = (name: string): string => (name === 'fullName' ? '' : name)

function flawsOf(child: XmlElement, kind: string | readonly string[] | undefined): string[] {
  if (kind === undefined) return [`${child.name} is unknown`]
  const type = (typeof kind === 'string' ? kind : kind.join()).replace('?', '')
  if (type in WSDL) return flaws(child, type)
  if (child.children.length > 0) return [`${child.name} holds a text`]
  if (type === 'boolean') return /^(true|false)$/.test(child.text) ? [] : [`${child.name} is no boolean`]
  if (type === 'number') return /^\d+$/.test(child.text) ? [] : [`${child.name} is no number`]
  return child.text === '' ? [`${child.name} is empty`] : []
}

function propsOf(type: string): z.infer<typeof propsSchema> {
  const known = WSDL[type]
  if (known === undefined) return {}
  return { ...(known.extends ? propsOf(known.extends) : {}), ...known.props }
}
