import { age } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { OpenFinding } from '@/lib/support/findings'
import { findingAdvice, findingTitle } from '../finding-words'
import { closeFinding } from './actions'
import { CloseForm } from './close-form'

/** Open findings with their age, the purchase they are about, and a way to close them. */
export function FindingsTable(props: {
  readonly findings: readonly OpenFinding[]
  readonly actor: StaffActor
}) {
  const mayClose = permits(props.actor, 'finding.close')
  const now = new Date()
  const rows = props.findings.map(({ id, kind, detail, createdAt, purchaseId, reference, title }) => ({
    key: id,
    cells: [
      <time key="age" dateTime={createdAt.toISOString()}>
        {age(createdAt, now)}
      </time>,
      <span key="what">
        <strong>{findingTitle(kind)}</strong>
        <br />
        <span className="fine">{detail}</span>
      </span>,
      <a key="purchase" href={`/staff/support/purchases/${purchaseId}`}>
        {title} <span className="mono">{reference}</span>
      </a>,
      <span key="advice" className="fine">
        {findingAdvice(kind)}
      </span>,
      mayClose ? <CloseForm key="close" finding={id} about={reference} close={closeFinding} /> : undefined,
    ],
  }))
  return (
    <DeskTable
      caption="Open findings, oldest first"
      columns={['Age', 'What', 'Purchase', 'What to do', '']}
      rows={rows}
    />
  )
}
