import { PendingButton } from '@/app/_ui/pending-button'
import { ZonedMoment } from '@/app/staff/catalog/zoned-moment'
import type { OpenDocument } from '@/lib/catalog/documents/open-document'
import { cancelPublication } from './actions'

/** Takes what is scheduled off the schedule, behind one more click that says what it means. */
export function CancelForm(props: {
  readonly document: string
  readonly scheduled: NonNullable<OpenDocument['scheduled']>
}) {
  const { publicationId, dueAt, zone } = props.scheduled
  return (
    <details className="desk-confirm">
      <summary className="desk-button">Cancel…</summary>
      <form action={cancelPublication}>
        <input type="hidden" name="document" value={props.document} />
        <input type="hidden" name="publication" value={publicationId} />
        <p>
          It does not become public on <ZonedMoment at={dueAt} zone={zone} />. It stays in the history.
        </p>
        <PendingButton label="Cancel the publication" pendingLabel="Cancelling …" className="desk-button" />
      </form>
    </details>
  )
}
