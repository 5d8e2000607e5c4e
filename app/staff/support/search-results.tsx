import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import { formatMoney } from '@/lib/money'
import type { FindResult, FoundPurchase } from '@/lib/support/find'
import { accessMark, purchaseMark } from './marks'

const COLUMNS = ['Bought (UTC)', 'What', 'Learner', 'Account', 'Paid', 'State']

/** What a search found, or why it found nothing and what to try instead. */
export function SearchResults({ result }: { readonly result: FindResult }) {
  switch (result.outcome) {
    case 'forbidden':
      return null
    case 'not-understood':
      return (
        <Empty title="This is no form we can search by">
          Names and parts of an address are not searched. Ask the learner for the reference on their receipt
          (RU-…) or the e-mail they paid with.
        </Empty>
      )
    case 'nothing':
      return (
        <Empty title="No purchase found">
          Nothing was bought under this, or the person was erased. Look for a typing mistake, then try the
          reference or the invoice number.
        </Empty>
      )
    case 'unpaid':
      return (
        <Empty title={`Checkout ${result.attempt.reference} has no payment`}>
          It was started on <When at={result.attempt.createdAt} /> UTC and is{' '}
          {ATTEMPT[result.attempt.state] ?? result.attempt.state}. If the learner sees a charge, look for the
          session at Stripe; reconciliation books it within the hour.
        </Empty>
      )
    case 'found':
      return (
        <>
          <h2>
            {result.more ? `The newest ${result.purchases.length}` : `${result.purchases.length} found`}
          </h2>
          <DeskTable
            caption="Purchases found, newest first"
            columns={COLUMNS}
            rows={result.purchases.map(row)}
          />
          {result.more && (
            <p className="fine">There are older ones. Search by e-mail or reference to reach them.</p>
          )}
        </>
      )
  }
}

const ATTEMPT: Readonly<Record<string, string>> = {
  creating: 'being made at Stripe',
  open: 'open: not paid yet',
  pending: 'waiting for the payment to arrive',
  complete: 'complete at Stripe, but not booked here yet',
  failed: 'failed',
  expired: 'expired without a payment',
  refused: 'refused by Stripe',
}

/** What a learner who writes may be missing; that access is there goes without saying. */
const TAKEN_AWAY: readonly string[] = ['suspended', 'revoked']

function row(purchase: FoundPurchase) {
  const { id, reference, title, email, smid, total, createdAt, standing, givenBack, access, owed } = purchase
  return {
    key: id,
    cells: [
      <When key="when" at={createdAt} />,
      <a key="what" href={`/staff/support/purchases/${id}`}>
        <strong>{title}</strong> <span className="mono">{reference}</span>
      </a>,
      email ?? 'erased',
      <span key="account" className="mono">
        {smid}
      </span>,
      <span key="paid" className="tabular">
        {formatMoney(total)}
      </span>,
      <span key="state" className="desk-marks">
        <StateMark {...purchaseMark(standing, givenBack)} />
        {access !== undefined && TAKEN_AWAY.includes(access) && <StateMark {...accessMark(access)} />}
        {owed > 0 && <StateMark tone="waiting" word="delivery open" />}
      </span>,
    ],
  }
}

function Empty({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className="desk-empty" role="status">
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  )
}
