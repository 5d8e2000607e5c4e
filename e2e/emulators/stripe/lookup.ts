import { noSuch } from './errors'
import type { Table } from './table'

/** The object of this id. Throws `resource_missing`: 404 for one in the address (`id`), 400 for one in a parameter. */
export function mustFind<T extends { readonly id: string }>(
  table: Table<T>,
  kind: string,
  id: string,
  param = 'id',
): T {
  const row = table.get(id)
  if (!row) throw noSuch(kind, id, param, param === 'id' ? 404 : 400)
  return row
}
