import type { Metadata } from 'next'
import { counted } from '@/app/staff/age'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { DecidedCorrections, OpenCorrections } from './corrections-table'

export const metadata: Metadata = { title: 'Corrected invoices' }

type Query = Promise<{ did?: string | string[] }>

/** What buyers asked to have on their invoices after paying, oldest first, and what became of the last requests. */
export default async function CorrectionsPage({ searchParams }: { readonly searchParams: Query }) {
  const { did } = await searchParams
  return (
    <Desk here="corrections" path="/staff/finance/corrections">
      {(actor) => corrections(actor, did)}
    </Desk>
  )
}

async function corrections(actor: StaffActor, did: string | readonly string[] | undefined) {
  const list = await services().invoices.list(actor)
  if (list.outcome === 'forbidden') return <Refused what="Corrected invoices are for finance and support." />
  const { open, openTotal, decided } = list
  return (
    <>
      <h1>Corrected invoices</h1>
      <DidNotice did={did} />
      {openTotal === 0 ? (
        <div className="desk-empty">
          <h2>Nothing to answer</h2>
          <p>
            Buyers who forgot a company name, tax ID or PO number may ask for a corrected invoice. Such
            requests appear here.
          </p>
        </div>
      ) : (
        <>
          <p className="desk-answer">
            <strong>{counted(openTotal, 'request is open.', 'requests are open.')}</strong> Issuing credits
            the old invoice and makes a new one. No money moves; what it means for tax goes to the tax
            findings.
          </p>
          <OpenCorrections corrections={open} actor={actor} />
          {openTotal > open.length && <p className="fine">The oldest {open.length} are shown.</p>}
        </>
      )}
      {decided.length > 0 && (
        <>
          <h2>Answered</h2>
          <DecidedCorrections corrections={decided} />
        </>
      )}
    </>
  )
}
