import type { Billing } from '@/lib/invoices/billing'
import type { Document } from '@/lib/invoices/documents'
import type { SessionId } from '@/lib/ids'
import { ASK_FOR, KIND, NO_INVOICE } from './words'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

type Props = { readonly billing: Billing; readonly sessionId: SessionId }

/** The invoice that counts, older documents, what became of a correction, and where to ask for one. */
export function Documents({ billing, sessionId }: Props) {
  const { documents, missing, correction, askUntil } = billing
  const [current, ...others] = documents
  return (
    <div className="grid gap-1">
      {missing !== undefined && (
        <p className="fine">
          {NO_INVOICE[missing]} {ASK_FOR.has(missing) && <a href="/university/go/help">Ask for help</a>}
        </p>
      )}
      {current !== undefined && (
        <p>
          <DocumentLink document={current} sessionId={sessionId} />{' '}
          <span className="fine">
            <a href={addressOf(sessionId, current, 'page')}>View online</a>
          </span>
        </p>
      )}
      {others.length > 0 && (
        <ul className="fine">
          {others.map((document) => (
            <li key={document.id}>
              {KIND[document.kind]} <DocumentLink document={document} sessionId={sessionId} />
            </li>
          ))}
        </ul>
      )}
      {correction !== undefined && <CorrectionLine correction={correction} />}
      {askUntil !== undefined && (
        <p className="fine">
          Company name, tax ID or PO number missing?{' '}
          <a href={`/university/checkout/invoice/correction?session_id=${sessionId}`}>
            Ask for a corrected invoice
          </a>{' '}
          until {day.format(askUntil)}.
        </p>
      )}
    </div>
  )
}

function DocumentLink({
  document,
  sessionId,
}: {
  readonly document: Document
  readonly sessionId: SessionId
}) {
  return <a href={addressOf(sessionId, document, 'pdf')}>{document.number} (PDF)</a>
}

/** Ours, never Stripe's: those expire. */
function addressOf(sessionId: SessionId, { number }: Document, form: 'pdf' | 'page'): string {
  const query = new URLSearchParams({ session_id: sessionId, number, as: form })
  return `/university/checkout/invoice?${query.toString()}`
}

function CorrectionLine({ correction }: { readonly correction: NonNullable<Billing['correction']> }) {
  const { state, askedAt, answer } = correction
  const asked = day.format(askedAt)
  if (state === 'asked')
    return (
      <p className="fine">A corrected invoice was asked for on {asked}. It appears here when it is made.</p>
    )
  if (state === 'issued') return <p className="fine">This is the corrected invoice asked for on {asked}.</p>
  return (
    <p className="fine">
      The corrected invoice asked for on {asked} was declined: {answer}
    </p>
  )
}
