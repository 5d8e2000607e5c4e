import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PendingButton } from '@/app/_ui/pending-button'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import type { SalesforceState } from '@/lib/support/salesforce-state'
import { lookAgain, retryAllRecords } from './actions'
import { FailedTable } from './failed-table'
import { SALESFORCE_PAGE, parseSalesforceQuery } from './query'
import type { SalesforceQuery } from './query'
import { UnmatchedSection } from './unmatched-section'
import { salesforceSentences } from './words'

export const metadata: Metadata = { title: 'Salesforce' }

type Query = Promise<Record<string, string | string[] | undefined>>

/** What could not be written to Salesforce, and what hangs on nobody there. There is no such page while it is off. */
export default async function SalesforcePage({ searchParams }: { readonly searchParams: Query }) {
  const asked = parseSalesforceQuery(await searchParams)
  return (
    <Desk here="salesforce" path={SALESFORCE_PAGE}>
      {(actor) => salesforce(actor, asked)}
    </Desk>
  )
}

async function salesforce(actor: StaffActor, asked: SalesforceQuery) {
  const desk = await services().support.salesforce.desk(actor, asked)
  if (desk.outcome === 'forbidden') return <Refused what="Salesforce is for support." />
  if (desk.outcome === 'off') notFound()
  const { state, failed } = desk
  const now = new Date()
  const failing = state.needPerson + state.tried
  return (
    <>
      <h1>Salesforce</h1>
      <DidNotice did={asked.did} />
      <Answer state={state} now={now} />
      <Doing state={state} />
      {failed.length > 0 && (
        <>
          <h2>Not written</h2>
          <FailedTable failed={failed} paused={state.pausedSince !== undefined} now={now} />
          {failing > failed.length && (
            <p className="fine">
              The oldest {failed.length} of {failing} are shown.
            </p>
          )}
        </>
      )}
      <UnmatchedSection desk={desk} asked={asked} now={now} />
    </>
  )
}

function Answer({ state, now }: { readonly state: SalesforceState; readonly now: Date }) {
  const [first, ...rest] = salesforceSentences(state, now)
  return (
    <p className="desk-answer">
      <strong>{first}</strong> {rest.join(' ')}
    </p>
  )
}

/** What is done for all of them at once. */
function Doing({ state }: { readonly state: SalesforceState }) {
  const { needPerson, unmatched, left } = state
  const retry = needPerson > 1
  if (!retry && unmatched + left === 0) return null
  return (
    <div className="flex flex-wrap gap-3">
      {retry && (
        <form action={retryAllRecords}>
          <PendingButton
            label={`Retry all ${needPerson} that were refused`}
            pendingLabel="Asking …"
            className="desk-button"
          />
        </form>
      )}
      {unmatched + left > 0 && (
        <form action={lookAgain}>
          <PendingButton label="Look again now" pendingLabel="Asking …" className="desk-button" />
        </form>
      )}
    </div>
  )
}
