import { age } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import { findingAdvice, findingTitle } from '@/app/staff/support/finding-words'
import { CloseForm } from '@/app/staff/support/findings/close-form'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { formatMoney } from '@/lib/money'
import type { ListedTaxFinding } from '@/lib/tax/finding-row'
import { closeTaxFinding } from './actions'

type Props = { readonly findings: readonly ListedTaxFinding[]; readonly actor: StaffActor }

/** Open tax findings with what they come to, the purchase each is about, and a way to close them. */
export function TaxFindingsTable({ findings, actor }: Props) {
  const mayClose = permits(actor, 'tax.close')
  const now = new Date()
  return (
    <DeskTable
      caption="Open tax findings, oldest first"
      columns={['Age', 'What', 'Place', 'Tax', 'Purchase', '']}
      rows={findings.map((finding) => ({
        key: finding.id,
        cells: [
          <time key="age" dateTime={finding.createdAt.toISOString()}>
            {age(finding.createdAt, now)}
          </time>,
          <span key="what">
            <strong>{findingTitle(finding.kind)}</strong>
            <br />
            <span className="fine">{finding.detail}</span>
            <br />
            {findingAdvice(finding.kind)}
          </span>,
          finding.place,
          <Amount key="tax" finding={finding} />,
          <a key="purchase" href={`/staff/support/purchases/${finding.purchase.id}#tax`}>
            {finding.purchase.title} <span className="mono">{finding.purchase.reference}</span>
          </a>,
          mayClose ? (
            <CloseForm
              key="close"
              finding={finding.id}
              about={finding.purchase.reference}
              close={closeTaxFinding}
            />
          ) : undefined,
        ],
      }))}
    />
  )
}

/** The sign in a word: a minus is easily overlooked. */
function Amount({ finding: { money } }: { readonly finding: ListedTaxFinding }) {
  if (money === undefined) return <span className="fine">not known</span>
  const { amount, currency } = money
  return (
    <span className="tabular">
      {formatMoney({ amount: amount < 0n ? -amount : amount, currency })}{' '}
      <span className="fine">{amount < 0n ? 'in vain' : amount > 0n ? 'missed' : 'no change'}</span>
    </span>
  )
}
