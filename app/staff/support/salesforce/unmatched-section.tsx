import type { SalesforceDesk } from '@/lib/support/salesforce-desk'
import type { SalesforceState } from '@/lib/support/salesforce-state'
import type { UnmatchedFilter } from '@/lib/support/salesforce-unmatched'
import { salesforceAddress } from './query'
import type { SalesforceQuery } from './query'
import { UnmatchedTable } from './unmatched-table'

type Found = Extract<SalesforceDesk, { outcome: 'found' }>
type Props = {
  readonly desk: Found
  readonly asked: SalesforceQuery
  readonly now: Date
}

/** What hangs on nobody yet, by what is asked for, and the way to the rest of it. */
export function UnmatchedSection({ desk: { state, unmatched, next }, asked, now }: Props) {
  return (
    <>
      <h2>Not linked to an account and a contact</h2>
      {state.unmatched + state.left === 0 ? (
        <p className="fine">
          None. A purchase whose account comes late to Salesforce, or whose buyer may be several contacts
          there, appears here.
        </p>
      ) : (
        <>
          <Choices state={state} show={asked.show} />
          {unmatched.length === 0 ? (
            <p>{NONE[asked.show]}</p>
          ) : (
            <UnmatchedTable purchases={unmatched} now={now} />
          )}
        </>
      )}
      {(asked.after !== undefined || next !== undefined) && (
        <nav aria-label="Pages" className="desk-pages">
          {asked.after !== undefined && <a href={salesforceAddress(asked.show)}>The oldest</a>}
          {next !== undefined && <a href={salesforceAddress(asked.show, next)}>Next page</a>}
        </nav>
      )}
    </>
  )
}

const NONE: Readonly<Record<UnmatchedFilter, string>> = {
  all: 'None waits.',
  overdue: 'None has waited for more than 36 hours.',
  left: 'None was left as it is.',
}

function Choices({ state, show }: { readonly state: SalesforceState; readonly show: UnmatchedFilter }) {
  const choices = [
    { filter: 'all', words: 'All that wait', count: state.unmatched },
    { filter: 'overdue', words: 'For more than 36 hours', count: state.overdue },
    { filter: 'left', words: 'Left as they are', count: state.left },
  ] as const
  return (
    <nav aria-label="What is shown" className="mb-3 flex flex-wrap gap-x-6 gap-y-2">
      {choices.map(({ filter, words, count }) => (
        <a
          key={filter}
          href={salesforceAddress(filter)}
          aria-current={filter === show ? 'true' : undefined}
          className={filter === show ? 'font-semibold no-underline' : 'underline'}
        >
          {words} ({count})
        </a>
      ))}
    </nav>
  )
}
