import { DeskTable } from '@/app/staff/desk-table'
import type { ListedDiscrepancy } from '@/lib/health/open-discrepancies'
import { explainKind } from '@/lib/reconcile/discrepancy-kinds'
import { Age } from './waiting-table'

/** A kind that another version found. */
const UNKNOWN = {
  means: 'A kind that this version does not know.',
  todo: 'Tell engineering: a newer version has been at work here.',
}

/** What two systems say differently: what it is, about what, since when, and what to do. */
export function DiscrepanciesTable(props: {
  readonly discrepancies: readonly ListedDiscrepancy[]
  readonly linked: boolean
  readonly now: Date
}) {
  const rows = props.discrepancies.map(({ kind, subject, detail, firstSeenAt, purchaseId }) => {
    const { means, todo } = explainKind(kind) ?? UNKNOWN
    const about = <code>{subject}</code>
    return {
      key: `${kind} ${subject}`,
      cells: [
        <Age key="since" since={firstSeenAt} now={props.now} />,
        <span key="what">
          <strong>{means}</strong>
          <br />
          <span className="fine">{kind}</span>
        </span>,
        <span key="detail" className="fine">
          {detail}
          <br />
          {props.linked && purchaseId !== undefined ? (
            <a href={`/staff/support/purchases/${purchaseId}`}>{about}</a>
          ) : (
            about
          )}
        </span>,
        <span key="todo" className="fine">
          {todo}
        </span>,
      ],
    }
  })
  return (
    <DeskTable
      caption="Open discrepancies, oldest first"
      columns={['Open for', 'What', 'Detail', 'What to do']}
      rows={rows}
    />
  )
}
