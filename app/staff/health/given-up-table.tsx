import { counted } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import type { GivenUpDelivery } from '@/lib/health/needs-person'
import { systemName } from '../support/marks'
import { Age } from './waiting-table'

const ACTION: Readonly<Record<string, string>> = { sync: 'record' }

/** What nobody tries any more until a person asks for it. `linked`: this employee may open purchases. */
export function GivenUpTable(props: {
  readonly givenUp: readonly GivenUpDelivery[]
  readonly linked: boolean
  readonly now: Date
}) {
  const rows = props.givenUp.map(
    ({ id, purchaseId, reference, title, destination, action, attempts, lastDetail, since }) => {
      const purchase = (
        <>
          <strong>{title}</strong> <span className="mono">{reference}</span>
        </>
      )
      return {
        key: id,
        cells: [
          <Age key="since" since={since} now={props.now} />,
          props.linked ? (
            <a key="purchase" href={`/staff/support/purchases/${purchaseId}#what-happened`}>
              {purchase}
            </a>
          ) : (
            <span key="purchase">{purchase}</span>
          ),
          `${systemName(destination)}: ${ACTION[action] ?? action}, ${counted(attempts, 'try', 'tries')}`,
          <span key="answer" className="fine">
            {lastDetail ?? 'none'}
          </span>,
        ],
      }
    },
  )
  return (
    <DeskTable
      caption="Deliveries that need a person, courses first, oldest first"
      columns={['Owed for', 'Purchase', 'What', 'Last answer']}
      rows={rows}
    />
  )
}
