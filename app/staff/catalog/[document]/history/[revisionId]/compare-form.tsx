import type { HistoryEntry } from '@/lib/catalog/documents/document-history'

/** Chooses what to hold a revision against. A plain form: the choice stands in the address. */
export function CompareForm(props: {
  readonly entries: readonly HistoryEntry[]
  readonly revisionId: string
  readonly chosen: string | undefined
}) {
  const { entries, revisionId, chosen } = props
  const others = new Map(
    entries.filter((entry) => entry.revisionId !== revisionId).map((entry) => [entry.number, entry]),
  )
  if (others.size === 0) return null
  const newestFirst = [...others.values()].sort((one, other) => other.number - one.number)
  return (
    <form method="get" className="desk-filter">
      <div>
        <label htmlFor="with">Compare with</label>
        <select id="with" name="with" defaultValue={chosen ?? ''}>
          <option value="">What was public before it</option>
          {newestFirst.map(({ revisionId: id, number, by, current }) => (
            <option key={id} value={id}>
              Revision {number}, {by}
              {current ? ', public now' : ''}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="desk-button">
        Compare
      </button>
    </form>
  )
}
