import type { StaffActor } from '@/lib/identity/permit'
import type { FindingList } from '@/lib/support/findings'
import type { StuckDelivery, StuckList } from '@/lib/support/stuck'
import { age, counted } from './age'
import { DeskTable } from './desk-table'
import { StateMark } from './state-mark'
import { deliveryMark, systemName } from './support/marks'
import { FindingsTable } from './support/findings/findings-table'

type Found<T> = Extract<T, { outcome: 'found' }>

/** For support: first in a sentence what waits for a person, then the oldest of it. */
export function StartSupport(props: {
  readonly stuck: Found<StuckList>
  readonly findings: Found<FindingList>
  readonly actor: StaffActor
}) {
  const { stuck, findings } = props
  const now = new Date()
  return (
    <>
      <p className="desk-answer">
        <strong>{headline(stuck)}</strong>{' '}
        {findings.total === 0
          ? 'No finding is open.'
          : counted(findings.total, 'finding is open', 'findings are open') + oldest(findings, now)}
      </p>
      {stuck.deliveries.length > 0 && (
        <>
          <h2>Owed and not done yet</h2>
          <DeskTable
            caption="Deliveries that need a person or are late, oldest first"
            columns={['Owed for', 'Purchase', 'What', 'Last answer', 'State']}
            rows={stuck.deliveries.map((delivery) => row(delivery, now))}
          />
        </>
      )}
      {findings.findings.length > 0 && (
        <>
          <h2>Oldest findings</h2>
          <FindingsTable findings={findings.findings} actor={props.actor} />
        </>
      )}
    </>
  )
}

const MEANS: Readonly<Record<StuckDelivery['action'], string>> = {
  unlock: 'The learner waits.',
  revoke: 'Access is still open.',
}

function headline({ needPerson, late }: Found<StuckList>): string {
  if (needPerson === 0 && late === 0) return 'Every course is open or closed as it should be.'
  const needs = counted(needPerson, 'delivery needs a person', 'deliveries need a person')
  const lates = `${late} ${late === 1 ? 'is' : 'are'} late and still tried`
  if (late === 0) return `${needs}.`
  return needPerson === 0
    ? `${counted(late, 'delivery is', 'deliveries are')} late and still tried.`
    : `${needs}, ${lates}.`
}

function oldest({ findings }: Found<FindingList>, now: Date): string {
  const [first] = findings
  return first === undefined ? '.' : `, the oldest for ${age(first.createdAt, now)}.`
}

function row(delivery: StuckDelivery, now: Date) {
  const { id, purchaseId, reference, title, destination, action, attempts, lastDetail, createdAt, state } =
    delivery
  return {
    key: id,
    cells: [
      <time key="age" dateTime={createdAt.toISOString()}>
        {age(createdAt, now)}
      </time>,
      <a key="purchase" href={`/staff/support/purchases/${purchaseId}#what-happened`}>
        <strong>{title}</strong> <span className="mono">{reference}</span>
      </a>,
      <span key="what">
        {systemName(destination)}: {action}, {counted(attempts, 'try', 'tries')}
        <br />
        <span className="fine">{MEANS[action]}</span>
      </span>,
      <span key="answer" className="fine">
        {lastDetail ?? 'none yet'}
      </span>,
      <StateMark key="state" {...deliveryMark(state)} />,
    ],
  }
}
