import type { UnitLine } from '@/lib/catalog/selling/unit-line'
import { listAddress } from './list-query'
import type { ListQuery } from './list-query'
import { DOCUMENT_STATES } from './marks'

const WORDS = {
  published: 'Published',
  draft: 'Drafts',
  scheduled: 'Scheduled',
  retired: 'Retired',
} as const

/** Search by title or SKU, and narrow to one state: a plain form and plain links. */
export function ListFilter({
  units,
  query,
}: {
  readonly units: readonly UnitLine[]
  readonly query: ListQuery
}) {
  const { search, state } = query
  const choices = [
    { value: undefined, words: 'All', count: units.length },
    ...DOCUMENT_STATES.map((value) => ({
      value,
      words: WORDS[value],
      count: units.filter(({ states }) => states.includes(value)).length,
    })),
  ]
  return (
    <div className="edit-filter">
      <form action="/staff/catalog" role="search">
        <label htmlFor="search">Find a unit by title or SKU</label>
        <div>
          <input
            id="search"
            name="search"
            type="text"
            maxLength={100}
            defaultValue={search}
            autoComplete="off"
            spellCheck={false}
          />
          {state !== undefined && <input type="hidden" name="state" value={state} />}
          <button type="submit" className="desk-button">
            Find
          </button>
        </div>
      </form>
      <nav aria-label="Units by state">
        <ul>
          {choices.map(({ value, words, count }) => (
            <li key={words}>
              <a
                href={listAddress({ search, state: value })}
                aria-current={value === state ? 'page' : undefined}
              >
                {words} <span className="tabular">{count}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
