import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'
import type { Happening } from '@/lib/support/timeline'
import { RetryForm } from './retry-form'
import { wordsOf } from './words'

const COLUMNS = ['When (UTC)', 'System', 'What', 'Detail', 'State', '']

/** Everything that happened, oldest first. What is still owed has its button at its latest line. */
export function Timeline(props: { readonly record: PurchaseRecord; readonly mayRetry: boolean }) {
  const { happenings, purchase } = props.record
  const rows = happenings.map((happening, index) => {
    const standing = standingAt(props.record, happening)
    const { system, what, detail, mark } = wordsOf(happening, standing)
    return {
      key: String(index),
      cells: [
        <When key="when" at={happening.at} />,
        system,
        <strong key="what">{breakable(what)}</strong>,
        detail,
        mark && <StateMark key="mark" {...mark} />,
        props.mayRetry && standing?.retry === 'may' ? (
          <RetryForm key="retry" delivery={standing.id} purchase={purchase.id} />
        ) : undefined,
      ],
    }
  })
  return (
    <DeskTable
      caption="What happened to this purchase, oldest first"
      columns={COLUMNS}
      rows={rows}
      timeline
    />
  )
}

/** How a delivery stands now, at the last line about it; undefined at every other line. */
function standingAt(
  { happenings, deliveries }: PurchaseRecord,
  happening: Happening,
): DeliveryStanding | undefined {
  if (!isDelivery(happening)) return undefined
  const last = happenings.findLast((other) => isDelivery(other) && other.deliveryId === happening.deliveryId)
  return last === happening ? deliveries.get(happening.deliveryId) : undefined
}

function isDelivery(
  happening: Happening,
): happening is Extract<Happening, { kind: 'owed' | 'try' | 'sync' }> {
  return happening.kind === 'owed' || happening.kind === 'try' || happening.kind === 'sync'
}

/** Stripe's names of events may break after their dots, not within words. */
function breakable(what: string) {
  return what.split(/(?<=\.)/).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]))
}
