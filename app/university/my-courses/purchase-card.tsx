import { KindBadge } from '@/app/_ui/kind-badge'
import { Documents } from '@/app/university/checkout/invoice/documents'
import type { MyPurchase } from '@/lib/checkout/my-courses'
import { formatMoney } from '@/lib/money'
import { GivenBackFact } from './given-back-fact'
import { purchaseWords } from './purchase-words'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** One purchase: what, since when, for how much, what was given back, its invoice, and the way in. */
export function PurchaseCard(props: { readonly purchase: MyPurchase; readonly openAddress: string }) {
  const { purchase } = props
  const { label, text, step } = purchaseWords(purchase)
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
      {step !== undefined && (
        <a className="button-quiet" href={step.href} aria-label={`${step.label}: ${purchase.title}`}>
          {step.label}
        </a>
      )}
    </li>
  )
}

function Facts({ purchase }: { readonly purchase: MyPurchase }) {
  const { total, tax, givenBack, billing, paidAt, boughtAt } = purchase
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
      {purchase.endedAt !== undefined && (
        <div>
          <dt>Access ended</dt>
          <dd>{day.format(purchase.endedAt)}</dd>
        </div>
      )}
      <div>
        <dt>Total</dt>
        <dd>
          {formatMoney(total)} <span className="fine">{taxed}</span>
        </dd>
      </div>
      {givenBack !== undefined && (
        <div>
          <dt>Given back</dt>
          <dd>
            <GivenBackFact givenBack={givenBack} />
          </dd>
        </div>
      )}
      <div>
        <dt>Invoice</dt>
        <dd>
          <Documents billing={billing} sessionId={purchase.sessionId} />
        </dd>
      </div>
      {purchase.refundPolicyVersion !== undefined && (
        <div>
          <dt>Refunds</dt>
          <dd>
            <a href={`/university/refund-policy/${purchase.refundPolicyVersion}`}>
              Policy of {purchase.refundPolicyVersion}
            </a>
          </dd>
        </div>
      )}
      <div>
        <dt>Reference</dt>
        <dd className="mono">{purchase.reference}</dd>
      </div>
    </dl>
  )
}
