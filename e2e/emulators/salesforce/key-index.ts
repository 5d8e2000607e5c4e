import type { StoredRecord } from './model'
import { keyOf, type OrgField, type OrgObject } from './org-object'

/** Finds the records of one object by the values that are unique, or by which others' records are known outside. */
export class KeyIndex {
  readonly #fields: readonly OrgField[]
  /** Ids by field name, then by the value as it is compared. */
  readonly #ids = new Map<string, Map<string, string[]>>()

  constructor(object: OrgObject) {
    this.#fields = [...object.fields.values()].filter((field) => field.unique || field.externalId)
    for (const { name } of this.#fields) this.#ids.set(name, new Map())
  }

  /** Ids of the records that hold `value` in `field`; none for a field that has no index. */
  find(field: OrgField, value: string | number | boolean): readonly string[] {
    return this.#ids.get(field.name)?.get(keyOf(field, value)) ?? []
  }

  add(record: StoredRecord): void {
    for (const field of this.#fields) {
      const value = record[field.name]
      if (value === undefined || value === null) continue
      const ids = this.#ids.get(field.name)
      const key = keyOf(field, value)
      const known = ids?.get(key)
      if (known === undefined) ids?.set(key, [record.Id])
      else known.push(record.Id)
    }
  }

  remove(record: StoredRecord): void {
    for (const field of this.#fields) {
      const value = record[field.name]
      if (value === undefined || value === null) continue
      const ids = this.#ids.get(field.name)
      const key = keyOf(field, value)
      const left = (ids?.get(key) ?? []).filter((id) => id !== record.Id)
      if (left.length === 0) ids?.delete(key)
      else ids?.set(key, left)
    }
  }
}
