import { PendingButton } from '@/app/_ui/pending-button'
import { age } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import type { Mark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { ListedCorrection } from '@/lib/invoices/list-corrections'
import { issueCorrection } from './actions'
import { DeclineForm } from './decline-form'

const STATE: Readonly<Record<ListedCorrection['state'], Mark>> = {
  requested: { tone: 'waiting', word: 'asked for' },
  issuing: { tone: 'failed', word: 'begun, not finished' },
  issued: { tone: 'done', word: 'issued' },
  declined: { tone: 'quiet', word: 'declined' },
}

type Props = { readonly corrections: readonly ListedCorrection[]; readonly actor: StaffActor }

/** What was asked for and is not answered, with the two answers there are. */
export function OpenCorrections({ corrections, actor }: Props) {
  const may = permits(actor, 'invoice.correct')
  const now = new Date()
  const rows = corrections.map((correction) => ({
    key: correction.id,
    cells: [
      <time key="age" dateTime={correction.requestedAt.toISOString()}>
        {age(correction.requestedAt, now)}
      </time>,
      <PurchaseLink key="purchase" correction={correction} />,
      <Wanted key="wanted" correction={correction} />,
      <span key="state">
        <StateMark {...STATE[correction.state]} />
        {correction.note !== undefined && (
          <>
            <br />
            <span className="fine">Stripe: {correction.note}</span>
          </>
        )}
      </span>,
      may ? <Answers key="answers" correction={correction} /> : undefined,
    ],
  }))
  return (
    <DeskTable
      caption="Corrected invoices asked for, oldest first"
      columns={['Age', 'Purchase', 'Asked for', 'State', '']}
      rows={rows}
    />
  )
}

/** The last ones that were answered. */
export function DecidedCorrections({ corrections }: Omit<Props, 'actor'>) {
  const rows = corrections.map((correction) => ({
    key: correction.id,
    cells: [
      correction.decidedAt && <When key="when" at={correction.decidedAt} />,
      <PurchaseLink key="purchase" correction={correction} />,
      <Wanted key="wanted" correction={correction} />,
      <StateMark key="state" {...STATE[correction.state]} />,
      correction.state === 'issued' ? (
        <span key="result">
          {correction.invoiceNumber}{' '}
          <span className="fine">with credit note {correction.creditNoteNumber}</span>
        </span>
      ) : (
        <span key="result" className="fine">
          {correction.note}
        </span>
      ),
    ],
  }))
  return (
    <DeskTable
      caption="The last ones answered, newest first"
      columns={['When (UTC)', 'Purchase', 'Asked for', 'State', 'Result']}
      rows={rows}
    />
  )
}

type Of = { readonly correction: ListedCorrection }

function PurchaseLink({ correction: { purchaseId, title, reference } }: Of) {
  return (
    <a href={`/staff/support/purchases/${purchaseId}`}>
      {title} <span className="mono">{reference}</span>
    </a>
  )
}

function Wanted({ correction }: Of) {
  const { companyName, taxIdType, taxIdValue, poNumber, requestedBy } = correction
  const lines = [
    companyName === undefined ? undefined : `Company: ${companyName}`,
    taxIdValue === undefined ? undefined : `Tax ID: ${taxIdValue} (${taxIdType})`,
    poNumber === undefined ? undefined : `PO number: ${poNumber}`,
  ].filter((line) => line !== undefined)
  return (
    <>
      {lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
      <span className="fine">{requestedBy === 'learner' ? 'by the buyer' : 'by a colleague'}</span>
    </>
  )
}

function Answers({ correction: { id, state, reference } }: Of) {
  return (
    <div className="grid justify-items-start gap-2">
      <form action={issueCorrection}>
        <input type="hidden" name="correction" value={id} />
        <PendingButton
          label={state === 'issuing' ? 'Issue, go on' : 'Issue'}
          pendingLabel="Issuing …"
          className="desk-button"
        />
      </form>
      {state === 'requested' && <DeclineForm correction={id} about={reference} />}
    </div>
  )
}
