import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COURSE_OBJECT } from './course-fields'
import { PURCHASE_OBJECT } from './purchase-fields'
import { shippedFields } from './shipped-fields'
import { at, shippedMetadata, textAt, texts, type XmlElement } from './shipped-metadata'

const FIELDS = shippedFields()
const FILES = shippedMetadata()
const OURS = [PURCHASE_OBJECT, COURSE_OBJECT]
const named = (object: string): string[] => [...(FIELDS.get(object)?.keys() ?? [])]

/** What every record has besides, in the words of layouts and of report types. */
const ON_LAYOUTS = ['CreatedById', 'LastModifiedById', 'OwnerId']
const IN_REPORT_TYPES = ['CreatedDate', 'Id', 'LastModifiedDate', 'Owner']

describe('page layouts', () => {
  it.each(OURS)('%s: the one of every profile, with each field once', (object) => {
    const layout = layoutOf(object)
    const shown = at(layout, 'layoutSections', 'layoutColumns', 'layoutItems')
    expect(shown.flatMap((item) => texts(item, 'field')).sort()).toEqual(
      [...named(object), ...ON_LAYOUTS].sort(),
    )
    const behaviors = shown.map((item) => [textAt(item, 'field') ?? '', textAt(item, 'behavior')])
    expect(Object.fromEntries(behaviors)).toEqual(expectedBehaviors(object))
  })

  it('a course lists its purchases', () => {
    const [list, ...more] = at(layoutOf(COURSE_OBJECT), 'relatedLists')
    expect(more).toEqual([])
    expect(list && textAt(list, 'relatedList')).toBe(`${PURCHASE_OBJECT}.${COURSE_OBJECT}`)
    expect(FIELDS.get(PURCHASE_OBJECT)?.get(COURSE_OBJECT)?.referenceTo).toBe(COURSE_OBJECT)
    const columns = list ? [...texts(list, 'fields'), ...texts(list, 'sortField')] : []
    expect(strangers(PURCHASE_OBJECT, columns)).toEqual([])
    expect(columns.length).toBeGreaterThan(3)
  })
})

describe('lists and searches', () => {
  it('name only fields that there are', () => {
    const checked = FILES.flatMap(({ path, root }) => {
      const object = path.split('/')[1] ?? ''
      const columns = COLUMNS[root.name]?.flatMap((place) => texts(root, ...place)) ?? []
      return columns.map((column) => [object, column] as const)
    })
    expect(checked.length).toBeGreaterThan(30)
    expect(checked.filter(([object, column]) => strangers(object, [column]).length > 0)).toEqual([])
  })

  it('picklist values in list views are values', () => {
    const filters = FILES.flatMap(({ path, root }) =>
      at(root, 'filters').map((filter) => [
        path.split('/')[1],
        textAt(filter, 'field'),
        textAt(filter, 'value'),
      ]),
    )
    expect(filters).toEqual([[PURCHASE_OBJECT, 'Match_Status__c', 'Matched']])
    expect(FIELDS.get(PURCHASE_OBJECT)?.get('Match_Status__c')?.values).toContain('Matched')
  })
})

describe('formulas', () => {
  it('name only fields and values that there are', () => {
    const fields = FIELDS.get(PURCHASE_OBJECT)
    const formulas = [...(fields?.values() ?? [])].flatMap(({ formula }) => formula ?? [])
    expect(formulas).toHaveLength(3)
    const used = formulas.flatMap((formula) => formula.match(/\b[A-Z]\w*__[cr]\b/g) ?? [])
    expect(strangers(PURCHASE_OBJECT, used)).toEqual([])
    const compared = formulas.flatMap((formula) => [...formula.matchAll(/ISPICKVAL\((\w+), "([^"]+)"\)/g)])
    expect(compared).toHaveLength(2)
    for (const [, field = '', value] of compared) expect(fields?.get(field)?.values).toContain(value)
  })
})

describe('the report type', () => {
  const type = rootOf('reportTypes/Course_Purchases.reportType-meta.xml')
  const columns = at(type, 'sections', 'columns')

  it('has every field of a purchase', () => {
    expect(textAt(type, 'baseObject')).toBe(PURCHASE_OBJECT)
    expect(new Set(texts(type, 'sections', 'columns', 'table'))).toEqual(new Set([PURCHASE_OBJECT]))
    const direct = columns.flatMap((column) => texts(column, 'field')).filter((name) => !name.includes('.'))
    expect(direct.sort()).toEqual([...named(PURCHASE_OBJECT), ...IN_REPORT_TYPES].sort())
  })

  it('and what its lookups lead to', () => {
    const through = columns.flatMap((column) => texts(column, 'field')).filter((name) => name.includes('.'))
    expect(through.length).toBeGreaterThan(0)
    const lost = through.filter((name) => {
      const [lookup = '', field = ''] = name.split('.')
      const target = FIELDS.get(PURCHASE_OBJECT)?.get(lookup)?.referenceTo ?? ''
      return FIELDS.get(target)?.has(field) !== true
    })
    expect(lost).toEqual([])
  })
})

describe('reports', () => {
  const reports = FILES.filter(({ root }) => root.name === 'Report')
  const typed = new Set(
    texts(rootOf('reportTypes/Course_Purchases.reportType-meta.xml'), 'sections', 'columns', 'field'),
  )

  it.each(reports)('$path is of the report type and names only its columns', ({ path, root }) => {
    expect(textAt(root, 'reportType')).toBe('Course_Purchases__c')
    expect(FILES.map((file) => file.path)).toContain(`${dirname(path)}.reportFolder-meta.xml`)
    const places = REPORT_COLUMNS.flatMap((place) => texts(root, ...place))
    const prefix = `${PURCHASE_OBJECT}$`
    const strange = places.filter(
      (place) => !(place.startsWith(prefix) && typed.has(place.slice(prefix.length))),
    )
    expect(strange).toEqual([])
    const shown = texts(root, 'columns', 'field')
    const grouped = texts(root, 'groupingsDown', 'field')
    expect(new Set([...shown, ...grouped]).size).toBe(shown.length + grouped.length)
    expect([...shown, ...grouped]).toEqual(expect.arrayContaining(texts(root, 'sortColumn')))
  })

  it.each(reports)('$path filters by values that there are', ({ root }) => {
    const criteria = at(root, 'filter', 'criteriaItems')
    expect(criteria).toHaveLength(1)
    for (const item of criteria) {
      const field = (textAt(item, 'column') ?? '').slice(`${PURCHASE_OBJECT}$`.length)
      expect(FIELDS.get(PURCHASE_OBJECT)?.get(field)?.values).toContain(textAt(item, 'value'))
    }
  })

  it('the one for the owner counts people by company and course, and beside them who is not linked yet', () => {
    const report = rootOf('reports/Redis_University/Course_purchases_by_company.report-meta.xml')
    expect(texts(report, 'groupingsDown', 'field').map(bare)).toEqual(['Account__c', 'Course__c'])
    const sums = at(report, 'columns').flatMap((column) =>
      texts(column, 'aggregateTypes').map((how) => [bare(textAt(column, 'field') ?? ''), how]),
    )
    expect(sums).toEqual([
      ['Person_Key__c', 'Unique'],
      ['Unmatched__c', 'Sum'],
    ])
    expect(texts(report, 'filter', 'criteriaItems', 'value')).toEqual(['Paid'])
    // An empty value counts as one, so what is counted may never be empty.
    expect(FIELDS.get(PURCHASE_OBJECT)?.get('Person_Key__c')?.formula).toContain('Purchase_Id__c')
  })
})

const COLUMNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ListView: [['columns'], ['filters', 'field']],
  CompactLayout: [['fields']],
  CustomObject: [
    ['searchLayouts', 'customTabListAdditionalFields'],
    ['searchLayouts', 'lookupDialogsAdditionalFields'],
    ['searchLayouts', 'searchResultsAdditionalFields'],
  ],
}

const REPORT_COLUMNS = [
  ['columns', 'field'],
  ['groupingsDown', 'field'],
  ['filter', 'criteriaItems', 'column'],
  ['timeFrameFilter', 'dateColumn'],
  ['sortColumn'],
]

const bare = (column: string): string => column.slice(column.indexOf('$') + 1)

/** Names among these that are no fields of the object; lists call the name NAME. */
function strangers(object: string, names: readonly string[]): string[] {
  return names.filter((name) => name !== 'NAME' && FIELDS.get(object)?.has(name) !== true)
}

function rootOf(path: string): XmlElement {
  const found = FILES.find((file) => file.path === path)
  if (found === undefined) throw new Error(`no ${path}`)
  return found.root
}

/** The layout that Salesforce makes of itself is named for the object's label, and is every profile's: ours replaces it. */
function layoutOf(object: string): XmlElement {
  const label = textAt(rootOf(`objects/${object}/${object}.object-meta.xml`), 'label')
  const layouts = FILES.filter(({ path }) => basename(path).startsWith(`${object}-`))
  expect(layouts.map(({ path }) => path)).toEqual([`layouts/${object}-${label} Layout.layout-meta.xml`])
  return rootOf(`layouts/${object}-${label} Layout.layout-meta.xml`)
}

/** People may set the links and the owner; the rest is overwritten with each change, so it is not theirs to edit. */
function expectedBehaviors(object: string): Record<string, string> {
  const fields = [...(FIELDS.get(object)?.values() ?? [])].map(({ name, required }) => {
    if (required) return [name, 'Required'] as const
    return [name, ['Account__c', 'Contact__c'].includes(name) ? 'Edit' : 'Readonly'] as const
  })
  const system = { CreatedById: 'Readonly', LastModifiedById: 'Readonly', OwnerId: 'Edit' }
  return { ...Object.fromEntries(fields), ...system }
}
