import type { Metadata } from 'next'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { SearchForm } from './search-form'
import { SearchResults } from './search-results'

export const metadata: Metadata = { title: 'Purchases' }

type Query = Promise<{ search?: string | string[] }>

/** Find purchases by whatever a learner quotes. */
export default async function SupportPage({ searchParams }: { readonly searchParams: Query }) {
  const { search } = await searchParams
  return (
    <Desk here="purchases" path="/staff/support">
      {(actor) => found(actor, typeof search === 'string' ? search : undefined)}
    </Desk>
  )
}

async function found(actor: StaffActor, sealed: string | undefined) {
  if (!permits(actor, 'purchase.find')) return <Refused what="Purchases are for support and finance." />
  const { support } = services()
  const typed = sealed === undefined ? undefined : await support.search.open(sealed)
  const result = typed === undefined ? undefined : await support.find(actor, typed)
  return (
    <>
      <h1>Purchases</h1>
      <SearchForm key={typed} typed={typed} />
      {sealed !== undefined && typed === undefined && (
        <p className="desk-did" role="status">
          This search is too old to be shown. Search again.
        </p>
      )}
      {result !== undefined && <SearchResults result={result} />}
    </>
  )
}
