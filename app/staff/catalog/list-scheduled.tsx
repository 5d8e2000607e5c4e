import { PendingButton } from '@/app/_ui/pending-button'
import { DeskTable } from '@/app/staff/desk-table'
import type { ScheduledLine } from '@/lib/catalog/documents/scheduled-list'
import { subjectKey } from '@/lib/catalog/documents/subject'
import { cancelScheduled } from './list-actions'
import { ZonedMoment } from './zoned-moment'

type Props = { readonly list: readonly ScheduledLine[]; readonly mayEdit: boolean }

/** What goes public at a set time, soonest first, each with a way to stop it. Nothing when nothing does. */
export function ListScheduled({ list, mayEdit }: Props) {
  if (list.length === 0) return null
  return (
    <>
      <h2>Scheduled</h2>
      <DeskTable
        caption="Scheduled publications, soonest first"
        columns={['When', 'Page', 'Scheduled by', ...(mayEdit ? [''] : [])]}
        rows={list.map((publication) => ({
          key: publication.publicationId,
          cells: [
            <ZonedMoment key="when" at={publication.dueAt} zone={publication.zone} />,
            <a key="page" href={`/staff/catalog/${subjectKey(publication.subject)}`}>
              <strong>{publication.title}</strong>
            </a>,
            publication.by,
            ...(mayEdit ? [<Cancel key="cancel" publication={publication} />] : []),
          ],
        }))}
      />
    </>
  )
}

function Cancel({ publication: { publicationId, title } }: { readonly publication: ScheduledLine }) {
  return (
    <details className="desk-confirm">
      <summary className="desk-button">
        Cancel…<span className="visually-hidden"> publishing {title}</span>
      </summary>
      <form action={cancelScheduled}>
        <input type="hidden" name="publication" value={publicationId} />
        <p>The page stays as it is. What was to go public is kept in its history.</p>
        <PendingButton label="Do not publish it" pendingLabel="Cancelling …" className="desk-button" />
      </form>
    </details>
  )
}
