import { KindBadge } from '@/app/_ui/kind-badge'
import type { MyPurchase } from '@/lib/checkout/my-courses'
import { formatMoney } from '@/lib/money'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** What each state means to the learner: true, and what to do. */
const WORDS: Readonly<Record<MyPurchase['state'], { readonly label: string; readonly text?: string }>> = {
  open: { label: 'Open' },
  unlocking: { label: 'Being unlocked', text: 'We have your payment. It opens within seconds.' },
  delayed: {
    label: 'Being unlocked',
    text: 'We have your payment, but Redis University has not opened it yet. We keep trying; you need not pay again.',
  },
  stuck: {
    label: 'Not open yet',
    text: 'We have your payment, but Redis University could not open it. It is on our team’s list; you need not pay again.',
  },
  'payment-pending': {
    label: 'Payment on its way',
    text: 'Your bank takes longer for this way of paying. It opens as soon as the money arrives; you need not pay again.',
  },
  'payment-failed': {
    label: 'Payment failed',
    text: 'The money did not arrive, so this did not open. Nothing was charged. You can buy it again.',
  },
}

/** One purchase: what, since when, for how much, its invoice, and the way in. */
export function PurchaseCard(props: { readonly purchase: MyPurchase; readonly openAddress: string }) {
  const { purchase } = props
  const { label, text } = WORDS[purchase.state]
  return (
    <li className="purchase-card">
      <div className="purchase-head">
        <KindBadge kind={purchase.kind} />
        <span className="purchase-state" data-state={purchase.state}>
          {label}
        </span>
      </div>
      <h2>
        <a href={`/university/courses/${purchase.slug}`}>{purchase.title}</a>
      </h2>
      {text !== undefined && <p>{text}</p>}
      <Facts purchase={purchase} />
      {purchase.state === 'open' && (
        <a className="button-quiet" href={props.openAddress} aria-label={`Open ${purchase.title}`}>
          Open in Redis University
        </a>
      )}
    </li>
  )
}

function Facts({ purchase }: { readonly purchase: MyPurchase }) {
  const { total, tax, invoiceNumber, paidAt, boughtAt } = purchase
  const taxed = tax.amount > 0n ? `incl. ${formatMoney(tax)} tax` : 'no tax'
  return (
    <dl className="purchase-facts">
      <div>
        <dt>{paidAt === undefined ? 'Bought' : 'Paid'}</dt>
        <dd>{day.format(paidAt ?? boughtAt)}</dd>
      </div>
      {purchase.openedAt !== undefined && (
        <div>
          <dt>Opened</dt>
          <dd>{day.format(purchase.openedAt)}</dd>
        </div>
      )}
      <div>
        <dt>Total</dt>
        <dd>
          {formatMoney(total)} <span className="fine">{taxed}</span>
        </dd>
      </div>
      <div>
        <dt>Invoice</dt>
        <dd>
          {invoiceNumber === undefined ? (
            <span className="fine">not made yet</span>
          ) : (
            <a href={`/university/checkout/invoice?session_id=${purchase.sessionId}`}>
              {invoiceNumber} (PDF)
            </a>
          )}
        </dd>
      </div>
      <div>
        <dt>Reference</dt>
        <dd className="mono">{purchase.reference}</dd>
      </div>
    </dl>
  )
}
