import type { ReactNode } from 'react'
import { DeskTable } from '@/app/staff/desk-table'
import { When } from '@/app/staff/when'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import type { Currency } from '@/lib/money'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import type { TaxEvidence } from '@/lib/tax/evidence'
import { placeName } from '@/lib/tax/place'
import { EXEMPT, reasonWords, ROUTE } from './tax-words'

type Props = {
  readonly purchase: { readonly id: PurchaseId; readonly currency: Currency }
  readonly actor: StaffActor
}

/** What proves this purchase's tax. Nothing where none is kept: not paid, or paid before it was. */
export async function TaxPanel({ purchase, actor }: Props) {
  const evidence = await services().tax.evidence(actor, purchase.id)
  if (evidence === undefined) return null
  return (
    <>
      <h2 id="tax">Tax, and what proves it</h2>
      <dl className="desk-facts">
        {facts(evidence).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {evidence.lines.length > 0 && (
        <DeskTable
          caption="Tax rates as Stripe applied them"
          columns={['Authority', 'Tax', 'Rate', 'Of', 'Amount', 'Reason']}
          rows={evidence.lines.map((line, index) => ({
            key: String(index),
            cells: rateCells(line, purchase.currency),
          }))}
        />
      )}
    </>
  )
}

function facts(evidence: TaxEvidence): (readonly [name: string, value: ReactNode])[] {
  const { countryAsked, countryCollected, state, postalCode, taxIds, taxExempt } = evidence
  const given = [state, postalCode, countryCollected && placeName(countryCollected)].filter(Boolean).join(' ')
  return [
    ['Country chosen here', placeName(countryAsked)],
    ['Address given at Stripe', given || 'none'],
    ['Way of calculation', ROUTE[evidence.route]],
    ['Registered then', registered(evidence)],
    ['Tax IDs', taxIds.map(({ type, value }) => `${value} (${type})`).join(', ') || 'none given'],
    ...(taxExempt === 'none' ? [] : [['Exemption', EXEMPT[taxExempt]] as const]),
    [
      'Address confirmed',
      <span key="confirmed">
        <When at={evidence.confirmedAt} />
        <br />
        <span className="fine">
          text of {evidence.confirmationVersion}
          {evidence.termsAccepted === true && ', and again at Stripe'}
        </span>
      </span>,
    ],
  ]
}

/** Countries by their names, with their states: "Germany; United States: CA, NY". IL is two places. */
function registered({ registrations }: TaxEvidence): string {
  if (registrations === undefined) return 'could not be read yet'
  const places = new Map<string, string[]>()
  for (const { country, state } of registrations) {
    const name = placeName(country)
    const states = places.get(name) ?? []
    places.set(name, state === undefined || states.includes(state) ? states : [...states, state])
  }
  const words = [...places].map(([name, states]) =>
    states.length === 0 ? name : `${name}: ${states.toSorted().join(', ')}`,
  )
  return words.toSorted().join('; ') || 'nowhere'
}

function rateCells(line: TaxEvidence['lines'][number], currency: Currency): ReactNode[] {
  const place = line.country && placeName(line.country, line.state)
  const jurisdiction = line.jurisdiction === line.country ? undefined : line.jurisdiction
  const authority = [place, jurisdiction, line.level].filter(Boolean).join(' · ')
  return [
    authority || line.name,
    line.taxType?.replaceAll('_', ' ') ?? line.name,
    <span key="rate" className="tabular">
      {line.percentage} %
    </span>,
    <span key="of" className="tabular">
      {line.taxable !== undefined && formatMoney({ amount: line.taxable, currency })}
    </span>,
    <span key="amount" className="tabular">
      {formatMoney({ amount: line.amount, currency })}
    </span>,
    reasonWords(line.reason),
  ]
}
