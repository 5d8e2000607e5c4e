import type { Metadata } from 'next'
import { counted } from '@/app/staff/age'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { FindingsTable } from './findings-table'

export const metadata: Metadata = { title: 'Findings' }

type Query = Promise<{ did?: string | string[] }>

/** What a person should look at, oldest first. */
export default async function FindingsPage({ searchParams }: { readonly searchParams: Query }) {
  const { did } = await searchParams
  return (
    <Desk here="findings" path="/staff/support/findings">
      {(actor) => findings(actor, did)}
    </Desk>
  )
}

async function findings(actor: StaffActor, did: string | readonly string[] | undefined) {
  const list = await services().support.findings(actor)
  if (list.outcome === 'forbidden') return <Refused what="Findings are for support." />
  const { total } = list
  return (
    <>
      <h1>Findings</h1>
      <DidNotice did={did} />
      {total === 0 ? (
        <div className="desk-empty">
          <h2>Nothing to look at</h2>
          <p>Possible double purchases, disputes and mixed-up accounts appear here.</p>
        </div>
      ) : (
        <>
          <p className="desk-answer">
            <strong>{counted(total, 'finding is open.', 'findings are open.')}</strong> No finding by itself
            holds up a course, and nothing is refunded by itself.
          </p>
          <FindingsTable findings={list.findings} actor={actor} />
          {total > list.findings.length && (
            <p className="fine">The oldest {list.findings.length} are shown.</p>
          )}
        </>
      )}
    </>
  )
}
