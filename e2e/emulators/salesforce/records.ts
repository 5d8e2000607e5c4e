import { type Clock, systemClock } from '@/lib/clock'
import type { StateFile } from '../state-file'
import { KeyIndex } from './key-index'
import type { FieldValue, RecordSource, StoredRecord } from './model'
import { emptyOrgData, type OrgData } from './org-data'
import type { Org, OrgField, OrgObject } from './org-object'
import { recordId } from './record-id'
import { salesforceTime } from './salesforce-time'

export type Changes = Readonly<Record<string, FieldValue>>

type Place = { readonly object: OrgObject; readonly index: number }

/**
 * What the org holds. Checks nothing: judge-write.ts says before what Salesforce would refuse. Finds by Id and by external
 * id at once, however many records there are; only deleting looks through them.
 */
export class OrgRecords implements RecordSource {
  readonly schema: Org
  readonly #file: StateFile<OrgData>
  readonly #clock: Clock
  readonly #places = new Map<string, Place>()
  readonly #keys = new Map<string, KeyIndex>()
  readonly #deleted = new Set<string>()
  /** What takes back, while something is attempted. */
  #undo: (() => void)[] | undefined

  constructor(schema: Org, file: StateFile<OrgData>, clock: Clock = systemClock) {
    this.schema = schema
    this.#file = file
    this.#clock = clock
    this.#index()
  }

  /** The records themselves, not a copy: whoever keeps them over a write takes a copy. */
  all(object: string): readonly StoredRecord[] {
    return this.#file.value.records[object] ?? []
  }

  /** By the 18 characters of its id. */
  find(id: string): StoredRecord | undefined {
    const place = this.#places.get(id)
    return place && this.all(place.object.name)[place.index]
  }

  wasDeleted(id: string): boolean {
    return this.#deleted.has(id)
  }

  /** Those that hold `value` in a unique field or an external id. */
  findByKey(object: OrgObject, field: OrgField, value: string | number | boolean): readonly StoredRecord[] {
    const ids = this.#keys.get(object.name)?.find(field, value) ?? []
    return ids.flatMap((id) => this.find(id) ?? [])
  }

  insert(object: OrgObject, fields: Changes): StoredRecord {
    const now = this.#now()
    const id = this.#newId(object)
    const stamps = { CreatedDate: now, LastModifiedDate: now, SystemModstamp: now }
    const record = named(object, { ...fields, Id: id, ...stamps })
    const rows = this.#rows(object.name)
    this.#places.set(id, { object, index: rows.length })
    rows.push(record)
    this.#keys.get(object.name)?.add(record)
    this.#undo?.push(() => {
      rows.pop()
      this.#places.delete(id)
      this.#keys.get(object.name)?.remove(record)
    })
    this.#file.changed()
    return record
  }

  /** Throws for an id that is not there. */
  update(id: string, fields: Changes): StoredRecord {
    const place = this.#places.get(id)
    const before = this.find(id)
    if (place === undefined || before === undefined) throw new Error(`No record ${id}`)
    const now = this.#now()
    const next = { ...before, ...fields, Id: id, LastModifiedDate: now, SystemModstamp: now }
    const after = named(place.object, next)
    this.#put(place, before, after)
    this.#undo?.push(() => this.#put(place, after, before))
    this.#file.changed()
    return after
  }

  /** And what becomes of the records that lead to it: a contact goes with its account, other lookups are emptied. */
  delete(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined) return
    this.#take(id, place)
    for (const object of this.schema.values())
      for (const field of object.relations.values())
        if (field.reference?.to === place.object.name) this.#release(object, field, id)
    this.#file.changed()
  }

  /** Runs `work`; when it answers false or throws, all is as it was before. Attempts may be made within one another. */
  attempt(work: () => boolean): void {
    const outer = this.#undo
    const undo: (() => void)[] = []
    this.#undo = undo
    let kept = false
    try {
      kept = work()
    } finally {
      this.#undo = outer
      if (kept) outer?.push(...undo)
      else for (const takeBack of undo.reverse()) takeBack()
      this.#file.changed()
    }
  }

  clear(): void {
    this.#file.value = emptyOrgData()
    this.#index()
    this.#file.changed()
  }

  #index(): void {
    this.#places.clear()
    this.#keys.clear()
    this.#deleted.clear()
    for (const id of this.#file.value.deleted) this.#deleted.add(id)
    for (const object of this.schema.values()) {
      const keys = new KeyIndex(object)
      this.#keys.set(object.name, keys)
      for (const record of this.all(object.name)) keys.add(record)
      this.#number(object)
    }
  }

  #number(object: OrgObject): void {
    for (const [index, { Id }] of this.all(object.name).entries()) this.#places.set(Id, { object, index })
  }

  #put(place: Place, before: StoredRecord, after: StoredRecord): void {
    this.#rows(place.object.name)[place.index] = after
    this.#keys.get(place.object.name)?.remove(before)
    this.#keys.get(place.object.name)?.add(after)
  }

  #take(id: string, { object, index }: Place): void {
    const rows = this.#rows(object.name)
    const [record] = rows.splice(index, 1)
    if (record === undefined) return
    this.#keys.get(object.name)?.remove(record)
    this.#places.delete(id)
    this.#number(object)
    this.#deleted.add(id)
    this.#file.value.deleted.push(id)
    this.#undo?.push(() => {
      rows.splice(index, 0, record)
      this.#keys.get(object.name)?.add(record)
      this.#number(object)
      this.#deleted.delete(id)
      this.#file.value.deleted.pop()
    })
  }

  #release(object: OrgObject, field: OrgField, parent: string): void {
    const children = this.all(object.name).filter((record) => record[field.name] === parent)
    for (const { Id } of children)
      if (field.onParentDeleted === 'deleted') this.delete(Id)
      else this.update(Id, { [field.name]: null })
  }

  #rows(object: string): StoredRecord[] {
    return (this.#file.value.records[object] ??= [])
  }

  #newId({ keyPrefix }: OrgObject): string {
    const { made } = this.#file.value
    const number = (made[keyPrefix] ?? 0) + 1
    made[keyPrefix] = number
    return recordId(keyPrefix, number)
  }

  /** Salesforce stamps to the second. */
  #now(): string {
    return salesforceTime(this.#clock.now())
  }
}

/** A contact is called by its names; a record of ours that nobody named is called by its id. */
function named(object: OrgObject, record: StoredRecord): StoredRecord {
  if (object.name === 'Contact') {
    const names = [record['FirstName'], record['LastName']].filter((name) => typeof name === 'string')
    return { ...record, Name: names.join(' ') }
  }
  return object.custom && record['Name'] == null ? { ...record, Name: record.Id.slice(0, 15) } : record
}
