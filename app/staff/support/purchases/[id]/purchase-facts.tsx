import type { ReactNode } from 'react'
import { When } from '@/app/staff/when'
import { formatMoney } from '@/lib/money'
import type { PurchaseRecord } from '@/lib/support/read'
import { identityWords } from './words'

type Purchase = PurchaseRecord['purchase']
type Fact = readonly [name: string, value: ReactNode]

/** Who bought, for which account, what was paid, and the invoice. */
export function PurchaseFacts(props: {
  readonly purchase: Purchase
  /** Of the invoice that counts, where there is one. */
  readonly invoiceNumber: string | undefined
}) {
  const { purchase, invoiceNumber } = props
  const { currency, total, tax, discount, taxPlace, country, promotionCode, paidAt } = purchase
  const { refundPolicyVersion } = purchase.attempt
  const paid = (
    <span className="tabular">
      <strong>{formatMoney({ amount: total, currency })}</strong>{' '}
      <span className="fine">
        tax {formatMoney({ amount: tax, currency })} {taxPlace ?? country}
        {discount > 0n && `, discount ${formatMoney({ amount: discount, currency })}`}
        {promotionCode !== undefined && ` by code ${promotionCode}`}
      </span>
      <br />
      {paidAt !== undefined && <When at={paidAt} />}
    </span>
  )
  return (
    <Facts
      facts={[
        ['Learner', <Person key="person" purchase={purchase} />],
        ['SMID', <code key="smid">{purchase.smid}</code>],
        ['Paid', paid],
        ['Invoice', invoiceNumber ?? 'not there yet'],
        ...(refundPolicyVersion === undefined ? [] : [bought(refundPolicyVersion)]),
      ]}
    />
  )
}

/** The refund policy that the buyer was shown. */
function bought(version: string): Fact {
  return [
    'Refund policy',
    <a key="policy" href={`/university/refund-policy/${version}`}>
      version {version}
    </a>,
  ]
}

/** Every further number somebody at Stripe, Flockjay or Redis Cloud may ask for. */
export function PurchaseNumbers({ purchase }: { readonly purchase: Purchase }) {
  const { customer, attempt } = purchase
  return (
    <Facts
      facts={[
        ...number('SKU', purchase.course.sku),
        ...number('Purchase', purchase.id),
        ...number('PO number', attempt.poNumber),
        ...number('Stripe session', purchase.sessionId),
        ...number('Stripe payment', purchase.paymentIntentId),
        ...number('Stripe invoice', purchase.invoiceId),
        ...number('Stripe account', purchase.account === 'default' ? undefined : purchase.account),
        ...number('Flockjay user', customer.flockjayUserId),
        ...number('Redis Cloud contact', customer.contactId),
      ]}
    />
  )
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="desk-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function number(name: string, value: string | undefined): Fact[] {
  return value === undefined ? [] : [[name, <code key={name}>{value}</code>]]
}

function Person({ purchase: { customer, identity } }: { readonly purchase: Purchase }) {
  if (customer.erasedAt !== undefined) return <>erased on request</>
  return (
    <>
      <strong>{customer.email}</strong>
      <br />
      <span className="fine">
        {customer.name !== undefined && `${customer.name}, `}known by {identityWords(identity)}
      </span>
    </>
  )
}
