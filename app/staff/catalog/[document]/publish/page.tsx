import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { ChangeList } from '@/app/staff/catalog/_form/change-list'
import { checkedProblems } from '@/app/staff/catalog/_form/shown-problems'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import type { Change } from '@/lib/catalog/documents/change-words'
import type { OpenDocument } from '@/lib/catalog/documents/open-document'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { openPage } from '../open-page'
import { UnitHead } from '../unit-head'
import { allZones, USUAL_ZONES } from '../zones'
import { PublishLater, PublishNow } from './publish-forms'
import { QualityHelp, QualityWaiting } from './quality-help'

export const metadata: Metadata = { title: 'Publish' }

/** The last look: what will change, what could be better, and then now or later. */
export default async function PublishPage({ params }: { readonly params: Promise<{ document: string }> }) {
  const { document } = await params
  return (
    <Desk here="catalog" path={`/staff/catalog/${encodeURIComponent(document)}/publish`}>
      {(actor) => publish(actor, document)}
    </Desk>
  )
}

async function publish(actor: StaffActor, key: string) {
  const page = await openPage(actor, key)
  const pending = page && (await services().catalog.documents.pending(actor, page.subject))
  if (page === undefined || pending?.outcome !== 'found')
    return <Refused what="The catalog is for marketing." />
  const { document, subject } = page
  const home = `/staff/catalog/${key}`
  return (
    <>
      <UnitHead
        document={key}
        title={document.title}
        sku={document.sku}
        marks={openMarks(document)}
        here="page"
        deeper="Publish"
      />
      {document.problems.length > 0 ? (
        <Missing document={document} home={home} />
      ) : (
        <div className="edit-draft-publishing">
          <div>
            <WhatChanges document={document} changes={pending.changes} home={home} />
            {pending.changes.length > 0 && <Ways document={document} documentKey={key} />}
          </div>
          <section aria-labelledby="help">
            <h2 id="help">Before you publish</h2>
            <Suspense fallback={<QualityWaiting />}>
              <QualityHelp actor={actor} subject={subject} home={home} />
            </Suspense>
          </section>
        </div>
      )}
    </>
  )
}

/** It cannot be published: each line leads to its field. */
function Missing({ document, home }: { readonly document: OpenDocument; readonly home: string }) {
  return (
    <>
      <div className="edit-draft-missing">
        <ErrorSummary {...checkedProblems(document.problems)} page={`Publish ${document.title}`} at={home} />
      </div>
      <p>
        The draft is kept. Once nothing is missing, you can publish it here.{' '}
        <a href={home}>Go back to the form</a>
      </p>
    </>
  )
}

function WhatChanges(props: {
  readonly document: OpenDocument
  readonly changes: readonly Change[]
  readonly home: string
}) {
  const { document, changes, home } = props
  if (changes.length === 0)
    return (
      <div className="desk-empty">
        <h2>There is nothing to publish</h2>
        <p>The draft says what is public already.</p>
        <a className="desk-button" href={home}>
          Go back to the form
        </a>
      </div>
    )
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{document.published === undefined ? 'What becomes public' : 'What will change'}</h2>
      <p className="fine">
        {document.published === undefined
          ? 'Nothing of this is public yet, so that all of it is new.'
          : `Compared with revision ${document.published.number}, which is public now. Underlined: new. Struck through: gone.`}{' '}
        <a href={home}>Go back to the form</a>
      </p>
      <ChangeList changes={changes} />
    </section>
  )
}

function Ways({ document, documentKey }: { readonly document: OpenDocument; readonly documentKey: string }) {
  const place = { document: documentKey, token: document.token }
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">Publish it</h2>
      {document.scheduled !== undefined && (
        <p className="desk-did">
          Something is scheduled already. Publishing now makes these words public at once and cancels it.
        </p>
      )}
      <div className="edit-draft-ways">
        <PublishNow {...place} />
        {document.scheduled === undefined && (
          <PublishLater {...place} title={document.title} usualZones={USUAL_ZONES} zones={allZones()} />
        )}
      </div>
    </section>
  )
}
