import { counted } from '@/app/staff/age'
import type { UnitLine } from '@/lib/catalog/selling/unit-line'
import type { ListQuery } from './list-query'

/** What the list shows, in a sentence: first what waits for somebody. */
export function summarise(
  list: { readonly units: readonly UnitLine[]; readonly total: number },
  scheduled: number,
  query: ListQuery,
): string {
  if (list.total === 0) return 'The catalog is empty.'
  if (query.search !== undefined)
    return list.units.length === 0
      ? `No unit matches “${query.search}”; there are ${list.total}.`
      : `${counted(list.units.length, 'unit matches', 'units match')} “${query.search}”, of ${list.total}.`
  const count = (wanted: (unit: UnitLine) => boolean) => list.units.filter(wanted).length
  const shown = count(({ states }) => states.includes('published'))
  const drafts = count(({ states }) => states.includes('draft'))
  return [
    `${counted(shown, 'unit is', 'units are')} public, ${count(({ sale }) => sale === 'open')} of them on sale.`,
    drafts === 0
      ? 'Nothing waits to be published.'
      : `${counted(drafts, 'unit has', 'units have')} words that are not public.`,
    ...(scheduled === 0 ? [] : [`${counted(scheduled, 'page goes', 'pages go')} public at a set time.`]),
  ].join(' ')
}
