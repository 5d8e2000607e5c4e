import { ZonedMoment } from '@/app/staff/catalog/zoned-moment'
import { When } from '@/app/staff/when'
import type { OpenDocument } from '@/lib/catalog/documents/open-document'

/** What is public, what is being written, and what is to come: in sentences. */
export function StandingLine({ document }: { readonly document: OpenDocument }) {
  const { published, edited, scheduled } = document
  return (
    <div className="desk-answer">
      <p>
        {published === undefined ? (
          <strong>Nothing of this is public yet.</strong>
        ) : (
          <>
            <strong>Revision {published.number} is public</strong>, published by {published.by} on{' '}
            <When at={published.at} /> UTC.
          </>
        )}{' '}
        {edited === undefined ? (
          'Nothing has been changed since.'
        ) : (
          <>
            The draft below was last changed by {edited.by} on <When at={edited.at} /> UTC.
          </>
        )}
      </p>
      {scheduled !== undefined && (
        <p>
          What {scheduled.by} scheduled becomes public on{' '}
          <strong>
            <ZonedMoment at={scheduled.dueAt} zone={scheduled.zone} />
          </strong>
          . The form shows those words{edited !== undefined && ', with the changes of the draft'}.{' '}
          <a href="/staff/catalog">See or cancel it in the list</a>.
        </p>
      )}
    </div>
  )
}
