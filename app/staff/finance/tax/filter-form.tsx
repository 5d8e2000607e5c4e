import { findingTitle } from '@/app/staff/support/finding-words'
import type { FindingGroup } from '@/lib/tax/list-findings'
import type { TaxQuery } from './query'

type Choice = { readonly value: string; readonly words: string; readonly open: number }

/** Kind and place of what is shown: a plain form that changes the address. */
export function FilterForm({
  groups,
  asked,
}: {
  readonly groups: readonly FindingGroup[]
  readonly asked: TaxQuery
}) {
  const kinds = choices(groups, ({ kind }) => kind, findingTitle)
  const places = choices(groups, ({ place }) => place, String)
  return (
    <form action="/staff/finance/tax" className="desk-filter">
      <div>
        <label htmlFor="kind">What</label>
        <Select name="kind" all="Everything" choices={kinds} asked={asked.kind} />
      </div>
      <div>
        <label htmlFor="place">Place</label>
        <Select name="place" all="Everywhere" choices={places} asked={asked.place} />
      </div>
      <button type="submit" className="desk-button">
        Show
      </button>
    </form>
  )
}

function Select(props: {
  readonly name: string
  readonly all: string
  readonly choices: readonly Choice[]
  readonly asked: string | undefined
}) {
  const { name, all, asked } = props
  return (
    <select id={name} name={name} defaultValue={asked ?? ''}>
      <option value="">{all}</option>
      {props.choices.map(({ value, words, open }) => (
        <option key={value} value={value}>
          {words} ({open})
        </option>
      ))}
    </select>
  )
}

/** Each value once, with how many are open. */
function choices(
  groups: readonly FindingGroup[],
  of: (group: FindingGroup) => string | undefined,
  words: (value: string) => string,
): Choice[] {
  const open = new Map<string, number>()
  for (const group of groups) {
    const value = of(group)
    if (value !== undefined) open.set(value, (open.get(value) ?? 0) + group.open)
  }
  return [...open].map(([value, count]) => ({ value, words: words(value), open: count }))
}
