import { DeskTable } from '@/app/staff/desk-table'
import type { DeskRow } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import { formatMoney } from '@/lib/money'
import type { PurchaseRecord } from '@/lib/support/read'
import { creditNoteMark, disputeMark, refundMark } from './money-marks'

/** Where the money is, and each refund, dispute and credit note by itself. Nothing while all of it is with us. */
export function MoneyPanel({ record }: { readonly record: PurchaseRecord }) {
  const rows = moneyRows(record.purchase)
  if (rows.length === 0) return null
  const { paid, givenBack, disputed, left } = record.money
  return (
    <>
      <h2>Money that went back</h2>
      <dl className="desk-facts">
        {[
          { name: 'Paid', money: paid },
          { name: 'Given back', money: givenBack },
          { name: 'Taken by a bank', money: disputed },
          { name: 'Left', money: left },
        ].map(({ name, money }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tabular">
              {name === 'Left' ? <strong>{formatMoney(money)}</strong> : formatMoney(money)}
            </dd>
          </div>
        ))}
      </dl>
      <DeskTable
        caption="Refunds, disputes and credit notes, oldest first"
        columns={['When (UTC)', 'What', 'Number', 'Amount', 'State']}
        rows={rows}
      />
    </>
  )
}

function moneyRows({ refunds, disputes, creditNotes }: PurchaseRecord['purchase']): DeskRow[] {
  const all = [
    ...refunds.map((row) => ({ ...row, what: 'Refund', number: row.id, mark: refundMark(row.state) })),
    ...disputes.map((row) => ({
      ...row,
      what: `Dispute: ${row.reason.replaceAll('_', ' ')}`,
      number: row.id,
      mark: disputeMark(row.state),
    })),
    // Those that moved no money stand with the documents.
    ...creditNotes
      .filter(({ outOfBand }) => outOfBand === 0n)
      .map((row) => ({ ...row, what: 'Credit note', mark: creditNoteMark(row.state) })),
  ].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  return all.map(({ id, createdAt, what, number, amount, currency, mark }) => ({
    key: id,
    cells: [
      <When key="when" at={createdAt} />,
      <strong key="what">{what}</strong>,
      <code key="number">{number}</code>,
      <span key="amount" className="tabular">
        {formatMoney({ amount, currency })}
      </span>,
      <StateMark key="state" {...mark} />,
    ],
  }))
}
