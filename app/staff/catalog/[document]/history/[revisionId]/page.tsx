import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChangeList } from '@/app/staff/catalog/_form/change-list'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import { When } from '@/app/staff/when'
import { parseSubject } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { UnitHead } from '../../unit-head'
import { previewedRevision } from '../../preview/previewed-revision'
import { CompareForm } from './compare-form'
import { RestoreForm } from './restore-form'

export const metadata: Metadata = { title: 'What changed' }

type Props = {
  readonly params: Promise<{ document: string; revisionId: string }>
  readonly searchParams: Promise<{ with?: string | string[] }>
}
type Asked = { readonly key: string; readonly revisionId: string; readonly other: string | undefined }

/** What one revision says differently from the one before it, or from any other; and the way back to it. */
export default async function RevisionPage({ params, searchParams }: Props) {
  const [{ document: key, revisionId }, query] = await Promise.all([params, searchParams])
  // The first choice of the form is no revision.
  const other = typeof query.with === 'string' && query.with !== '' ? query.with : undefined
  return (
    <Desk
      here="catalog"
      path={`/staff/catalog/${encodeURIComponent(key)}/history/${encodeURIComponent(revisionId)}`}
    >
      {(actor) => revision(actor, { key, revisionId, other })}
    </Desk>
  )
}

async function revision(actor: StaffActor, { key, revisionId, other }: Asked) {
  const subject = parseSubject(key)
  if (subject === undefined) notFound()
  const { documents } = services().catalog
  const [opened, history, compared] = await Promise.all([
    documents.open(actor, subject),
    documents.history(actor, subject),
    documents.compare(actor, subject, revisionId, other),
  ])
  if (opened.outcome === 'forbidden' || history.outcome === 'forbidden' || compared.outcome === 'forbidden')
    return <Refused what="The catalog is for marketing." />
  const shown = history.outcome === 'found' ? previewedRevision(history.entries, revisionId) : undefined
  if (opened.outcome === 'missing' || history.outcome === 'missing' || compared.outcome === 'missing')
    notFound()
  if (shown?.revisionId !== revisionId) notFound()
  const { document } = opened
  const { number, against, changes } = compared
  const complete = history.entries.some((entry) => entry.revisionId === revisionId && entry.complete)
  return (
    <>
      <UnitHead
        document={key}
        title={document.title}
        sku={document.sku}
        marks={openMarks(document)}
        here="history"
        deeper={`Revision ${number}`}
      />
      <p className="desk-answer">
        Revision {number} is by {shown.by}, <When at={shown.at} /> (UTC).{' '}
        <strong>{summary(changes.length, against)}</strong>
        {shown.current && ' It is what everybody sees.'}
      </p>
      <div className="edit-revision">
        <a className="desk-button" href={`/staff/catalog/${key}/preview?revision=${revisionId}`}>
          Preview it
        </a>
        {!shown.current && complete && <RestoreForm document={key} revisionId={revisionId} number={number} />}
      </div>
      <CompareForm entries={history.entries} revisionId={revisionId} chosen={other} />
      <h2>{against === undefined ? 'What it says' : `Since revision ${against}`}</h2>
      {changes.length === 0 ? <p>Not a word is different.</p> : <ChangeList changes={changes} />}
      {!complete && <p className="fine">It is not complete, so that it cannot be published as it is.</p>}
    </>
  )
}

function summary(changes: number, against: number | undefined): string {
  if (against === undefined) return 'Nothing was public before it.'
  if (changes === 0) return `It says the same as revision ${against}.`
  const places = changes === 1 ? 'one place' : `${changes} places`
  return `It differs from revision ${against} in ${places}.`
}
