import { StateMark } from '@/app/staff/state-mark'
import type { PurchaseRecord } from '@/lib/support/read'
import { accessMark, deliveryMark, purchaseMark, systemName } from '../../marks'
import { lastDeliveries, lastSync } from './last-deliveries'
import { salesforceMark } from './salesforce-words'

/** Which purchase, and how it stands at a glance. */
export function PurchaseHead({ record }: { readonly record: PurchaseRecord }) {
  const { purchase, access, judged, money, salesforce } = record
  return (
    <header className="desk-head">
      <nav aria-label="Breadcrumb" className="crumbs">
        <a href="/staff/support">Purchases</a> / <span aria-current="page">{purchase.reference}</span>
      </nav>
      <h1>{purchase.attempt.revision.content.title}</h1>
      <p className="desk-marks">
        <StateMark {...purchaseMark(judged.standing, money.givenBack.amount > 0n)} />
        {access !== undefined && <StateMark {...accessMark(access.state)} />}
        {lastDeliveries(record).map(({ id, destination, action, state }) => {
          const { tone, word } = deliveryMark(state)
          return <StateMark key={id} tone={tone} word={`${systemName(destination)} ${action} ${word}`} />
        })}
        {salesforce !== undefined && <StateMark {...salesforceMark(salesforce, lastSync(record))} />}
      </p>
    </header>
  )
}
