import { explainKind } from './discrepancy-kinds'
import type { OpenDiscrepancy } from './discrepancies'
import type { Tally } from './services'

export type ComparisonResult = Tally & { readonly name: string }

/**
 * What `npm run reconcile` prints: a table of what was compared, then each open discrepancy with its age, and once for
 * each kind what it means and what to do. Pure.
 */
export function reconcileReport(
  results: readonly ComparisonResult[],
  open: readonly OpenDiscrepancy[],
  now: Date,
): string {
  const table = columns([
    ['comparison', 'looked at', 'repaired', 'open'],
    ...results.map(({ name, ...tally }) => [
      name,
      String(tally.lookedAt),
      String(tally.repaired),
      String(tally.open),
    ]),
  ])
  if (open.length === 0) return `${table}\n\nNothing is open.\n`
  const list = columns([
    ['kind', 'subject', 'open for', 'detail'],
    ...open.map(({ kind, subject, firstSeenAt, detail }) => [kind, subject, age(firstSeenAt, now), detail]),
  ])
  const kinds = [...new Set(open.map(({ kind }) => kind))].flatMap((kind) => {
    const explained = explainKind(kind)
    return explained === undefined ? [] : [`${kind}: ${explained.means} ${explained.todo}`]
  })
  return [table, '', list, '', ...kinds, ''].join('\n')
}

const UNITS: readonly { readonly word: string; readonly ms: number }[] = [
  { word: 'day', ms: 86_400_000 },
  { word: 'hour', ms: 3_600_000 },
  { word: 'minute', ms: 60_000 },
]

/** Since when, in the largest whole unit: "3 days", "1 hour", "just now". */
export function age(since: Date, now: Date): string {
  const ms = now.getTime() - since.getTime()
  const unit = UNITS.find((one) => ms >= one.ms)
  if (unit === undefined) return 'just now'
  const count = Math.floor(ms / unit.ms)
  return `${count} ${unit.word}${count === 1 ? '' : 's'}`
}

/** Lines up the cells of rows, the last column as it is. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
