import type { FieldValue, StoredRecord } from '../model'
import type { OrgField, OrgObject } from '../org-object'
import type { OrgRecords } from '../records'
import { noSuchColumn, noSuchRelationship, notModelled } from './query-refusal'

/** What queries read of the org. */
export type QuerySource = Pick<OrgRecords, 'schema' | 'all' | 'find'>

/** What one query is about, with its text for refusals. */
export type Scope = {
  readonly source: QuerySource
  readonly text: string
  readonly object: OrgObject
  /** `c` of `FROM Contact c`. */
  readonly alias: string | undefined
}

/** A relation on the way to a field: `Account__r`, and the object it leads to. */
export type Step = { readonly relationship: string; readonly from: string; readonly to: OrgObject }

/** `Account__r.SMID__c`, found in the schema. */
export type FieldPath = {
  readonly steps: readonly Step[]
  readonly field: OrgField
  /** By exact names, for comparing paths. */
  readonly key: string
  readonly read: (record: StoredRecord) => FieldValue
}

/** The field that `words` leads to. Throws INVALID_FIELD when there is none. */
export function fieldPath(scope: Scope, words: string): FieldPath {
  const segments = withoutPrefix(scope, words.split('.'))
  const steps: Step[] = []
  let object = scope.object
  for (const segment of segments.slice(0, -1)) {
    const step = stepFrom(scope, object, segment)
    if (!step) throw noSuchRelationship(scope.text, words, segment)
    steps.push(step)
    object = step.to
  }
  const last = segments.at(-1) ?? ''
  const field = object.fields.get(last.toLowerCase())
  if (object.formulas.has(last.toLowerCase())) throw notModelled(`the formula field ${last}`)
  if (!field) throw noSuchColumn(scope.text, words, last, object.name)
  const key = [...steps.map((step) => step.relationship), field.name].join('.')
  return {
    steps,
    field,
    key,
    read: (record) => parentOf(scope, record, steps)?.[field.name] ?? null,
  }
}

/** The record at the end of `steps`; undefined where a link on the way is empty, as in an outer join. */
export function parentOf(
  scope: Scope,
  record: StoredRecord,
  steps: readonly Step[],
): StoredRecord | undefined {
  let current: StoredRecord | undefined = record
  for (const { from } of steps) {
    const link: FieldValue | undefined = current?.[from]
    current = typeof link === 'string' ? scope.source.find(link) : undefined
  }
  return current
}

function withoutPrefix({ alias, object }: Scope, segments: readonly string[]): readonly string[] {
  const first = segments[0]?.toLowerCase()
  const prefixed =
    segments.length > 1 && (first === alias?.toLowerCase() || first === object.name.toLowerCase())
  return prefixed ? segments.slice(1) : segments
}

function stepFrom({ source }: Scope, object: OrgObject, segment: string): Step | undefined {
  const link = object.relations.get(segment.toLowerCase())
  const to = link?.reference && source.schema.get(link.reference.to.toLowerCase())
  if (!link?.reference || !to) return undefined
  return { relationship: link.reference.relationshipName, from: link.name, to }
}
