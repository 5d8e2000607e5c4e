import { PendingButton } from '@/app/_ui/pending-button'
import { restore } from '../actions'

/** Makes a revision public again, behind one more click that says what it means. */
export function RestoreForm(props: {
  readonly document: string
  readonly revisionId: string
  readonly number: number
}) {
  return (
    <details className="desk-confirm">
      <summary className="desk-button">Publish this again…</summary>
      <form action={restore}>
        <input type="hidden" name="document" value={props.document} />
        <input type="hidden" name="revision" value={props.revisionId} />
        <p>
          Everybody sees the words of revision {props.number} within ten seconds. What is public now stays in
          the history, and a draft stays as it is.
        </p>
        <PendingButton
          label={`Publish revision ${props.number}`}
          pendingLabel="Publishing …"
          className="desk-button"
        />
      </form>
    </details>
  )
}
