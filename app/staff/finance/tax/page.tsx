import type { Metadata } from 'next'
import { counted } from '@/app/staff/age'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import type { StaffActor } from '@/lib/identity/permit'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import type { TaxSum } from '@/lib/tax/list-findings'
import { DownloadForm } from './download-form'
import { FilterForm } from './filter-form'
import { parseTaxQuery, taxAddress } from './query'
import type { TaxQuery } from './query'
import { TaxFindingsTable } from './tax-findings-table'

export const metadata: Metadata = { title: 'Tax findings' }

type Query = Promise<Record<string, string | string[] | undefined>>

/** What finance has to know of taxes: missed, taken in vain, or not taken for a reason. Oldest first. */
export default async function TaxPage({ searchParams }: { readonly searchParams: Query }) {
  const asked = parseTaxQuery(await searchParams)
  return (
    <Desk here="tax" path="/staff/finance/tax">
      {(actor) => tax(actor, asked)}
    </Desk>
  )
}

async function tax(actor: StaffActor, asked: TaxQuery) {
  const list = await services().tax.findings(actor, asked, asked.after)
  if (list.outcome === 'forbidden') return <Refused what="Tax findings are for finance." />
  const { findings, total, sums, groups, next } = list
  const filtered = asked.kind !== undefined || asked.place !== undefined
  return (
    <>
      <h1>Tax findings</h1>
      <DidNotice did={asked.did} />
      {groups.length === 0 ? (
        <Nothing />
      ) : (
        <>
          {total > 0 && (
            <p className="desk-answer">
              <strong>
                {counted(total, 'finding is open', 'findings are open')}
                {filtered && ' here'}.
              </strong>{' '}
              {sums.length === 0 ? 'None of them has a known amount.' : sums.map(sumSentence).join(' ')} No
              learner is held up by any of them.
            </p>
          )}
          <FilterForm groups={groups} asked={asked} />
          {findings.length === 0 ? (
            <p>
              None is open here. <a href="/staff/finance/tax">Show all</a>
            </p>
          ) : (
            <TaxFindingsTable findings={findings} actor={actor} />
          )}
          <Pages asked={asked} next={next} />
        </>
      )}
      <DownloadForm />
    </>
  )
}

function Nothing() {
  return (
    <div className="desk-empty">
      <h2>Nothing to look at</h2>
      <p>
        Addresses in another country, tax that was not taken, reverse charge and sales in states where we are
        not registered appear here.
      </p>
    </div>
  )
}

function sumSentence({ missed, inVain }: TaxSum): string {
  const parts = [
    ...(missed.amount === 0n ? [] : [`${formatMoney(missed)} was missed`]),
    ...(inVain.amount === 0n ? [] : [`${formatMoney(inVain)} was taken in vain`]),
  ]
  return `${parts.join(' and ')}.`
}

function Pages({ asked, next }: { readonly asked: TaxQuery; readonly next: TaxQuery['after'] }) {
  const { kind, place, after } = asked
  if (after === undefined && next === undefined) return null
  return (
    <nav aria-label="Pages" className="desk-pages">
      {after !== undefined && <a href={taxAddress({ kind, place })}>The oldest</a>}
      {next !== undefined && <a href={taxAddress({ kind, place, after: next })}>Next page</a>}
    </nav>
  )
}
