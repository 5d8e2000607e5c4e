import { PendingButton } from '@/app/_ui/pending-button'
import { age, counted } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import type { FailedRecord } from '@/lib/support/salesforce-failed'
import { deliveryMark } from '../marks'
import { retryRecord } from './actions'
import { PurchaseLink } from './purchase-link'

type Props = {
  readonly failed: readonly FailedRecord[]
  /** Nothing is sent at this moment: the next try waits for that to end. */
  readonly paused: boolean
  readonly now: Date
}

/** Records that could not be written, with what Salesforce said and a way to try again. */
export function FailedTable({ failed, paused, now }: Props) {
  return (
    <DeskTable
      caption="Records that could not be written to Salesforce: first those that need a person, oldest first"
      columns={['Owed for', 'Purchase', 'Last answer', 'State', '']}
      rows={failed.map((record) => ({
        key: record.id,
        cells: [
          <time key="age" dateTime={record.createdAt.toISOString()}>
            {age(record.createdAt, now)}
          </time>,
          <PurchaseLink key="purchase" purchase={record} />,
          <span key="answer">{record.lastDetail ?? 'none yet'}</span>,
          <Tries key="state" record={record} paused={paused} />,
          record.retry === 'may' ? (
            <form key="retry" action={retryRecord}>
              <input type="hidden" name="delivery" value={record.id} />
              <PendingButton label="Retry now" pendingLabel="Asking …" className="desk-button" />
            </form>
          ) : undefined,
        ],
      }))}
    />
  )
}

function Tries({ record, paused }: { readonly record: FailedRecord; readonly paused: boolean }) {
  const { state, attempts, retry, dueAt } = record
  return (
    <>
      <StateMark {...deliveryMark(state)} />
      <br />
      <span className="fine">
        {counted(attempts, 'try', 'tries')}
        {state === 'waiting' && `, ${next(retry, paused, dueAt)}`}
      </span>
    </>
  )
}

function next(retry: FailedRecord['retry'], paused: boolean, dueAt: Date): string {
  if (retry === 'running') return 'being tried at this moment'
  if (paused) return 'goes on once Salesforce answers'
  return retry === 'due-already' ? 'due now' : `next at ${dueAt.toISOString().slice(11, 19)} UTC`
}
