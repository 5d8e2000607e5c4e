import type { DeliveryId } from '@/lib/ids'
import type { DeliveryRow } from './purchase-row'

/** One line about a record being written to Salesforce. */
export type SyncLine = { readonly at: Date; readonly deliveryId: DeliveryId } & (
  | { readonly step: 'owed' }
  | {
      readonly step: 'tried'
      readonly outcome: string
      readonly detail: string
      /** Tries in a row that ended the same; `at` is the last of them. */
      readonly first: number
      readonly last: number
      readonly since: Date
    }
)

/**
 * What is worth telling of one sync. A purchase has many, each of which writes the whole record: one that is written at
 * the first try is one line, tries in a row with one answer are one line, and one that a later change replaced before it
 * was ever tried is none. Pure.
 */
export function syncLines({ id, state, createdAt, history }: DeliveryRow): SyncLine[] {
  if (history.length === 0)
    return state === 'superseded' ? [] : [{ at: createdAt, deliveryId: id, step: 'owed' }]
  const lines: Extract<SyncLine, { step: 'tried' }>[] = []
  for (const { number, startedAt, outcome, detail } of history) {
    const before = lines.at(-1)
    const again = before?.outcome === outcome && before.detail === detail ? lines.pop() : undefined
    lines.push({
      at: startedAt,
      deliveryId: id,
      step: 'tried',
      outcome,
      detail,
      first: again?.first ?? number,
      last: number,
      since: again?.since ?? startedAt,
    })
  }
  return lines
}
