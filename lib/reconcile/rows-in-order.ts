import type pg from 'pg'
import { z } from 'zod'

const BATCH = 200

/**
 * Walks over our rows in the order of their ids, a batch at a time: memory stays flat, none is left out and none comes
 * twice. `sql` takes the id to go on after as `$1` ('' at first) and the batch's size as `$2`, then `values`.
 */
export async function* walk<Row extends { readonly id: string }>(
  connection: pg.ClientBase,
  sql: string,
  schema: z.ZodType<Row>,
  values: readonly unknown[],
): AsyncIterable<Row[]> {
  const rowsSchema = z.array(schema)
  let after = ''
  for (;;) {
    const { rows } = await connection.query<Record<string, unknown>>(sql, [after, BATCH, ...values])
    const batch = rowsSchema.parse(rows)
    const last = batch.at(-1)
    if (last === undefined) return
    yield batch
    after = last.id
  }
}
