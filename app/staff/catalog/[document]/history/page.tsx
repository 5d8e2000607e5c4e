import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { DeskTable } from '@/app/staff/desk-table'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { When } from '@/app/staff/when'
import type { HistoryEntry } from '@/lib/catalog/documents/document-history'
import type { OpenDocument } from '@/lib/catalog/documents/open-document'
import { parseSubject } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { UnitHead } from '../unit-head'
import { CancelForm } from './cancel-form'
import { HistoryEvent } from './history-event'

export const metadata: Metadata = { title: 'History' }

type Props = {
  readonly params: Promise<{ document: string }>
  readonly searchParams: Promise<{ did?: string | string[] }>
}

/** What was public when, by whom; each revision can be looked at and published again. */
export default async function HistoryPage({ params, searchParams }: Props) {
  const [{ document }, { did }] = await Promise.all([params, searchParams])
  return (
    <Desk here="catalog" path={`/staff/catalog/${encodeURIComponent(document)}/history`}>
      {(actor) => history(actor, document, did)}
    </Desk>
  )
}

async function history(actor: StaffActor, key: string, did: string | readonly string[] | undefined) {
  const subject = parseSubject(key)
  if (subject === undefined) notFound()
  const { documents } = services().catalog
  const [opened, read] = await Promise.all([
    documents.open(actor, subject),
    documents.history(actor, subject),
  ])
  if (opened.outcome === 'missing' || read.outcome === 'missing') notFound()
  if (opened.outcome === 'forbidden' || read.outcome === 'forbidden')
    return <Refused what="The catalog is for marketing." />
  const { document } = opened
  return (
    <>
      <UnitHead
        document={key}
        title={document.title}
        sku={document.sku}
        marks={openMarks(document)}
        here="history"
      />
      <DidNotice did={did} />
      <Standing document={document} />
      {read.entries.length > 0 && (
        <DeskTable
          caption={`History of ${document.title}`}
          columns={['When (UTC)', 'What', 'Revision', 'Who', '']}
          rows={read.entries.map((entry, index) => ({
            key: `${index} ${entry.revisionId}`,
            cells: [
              <When key="when" at={entry.at} />,
              <HistoryEvent key="what" entry={entry} />,
              <Revision key="revision" document={key} entry={entry} />,
              entry.by,
              isWaiting(entry, document) && document.scheduled !== undefined ? (
                <CancelForm key="cancel" document={key} scheduled={document.scheduled} />
              ) : undefined,
            ],
          }))}
        />
      )}
    </>
  )
}

function Standing({ document: { published, edited } }: { readonly document: OpenDocument }) {
  return (
    <p className="desk-answer">
      {published === undefined ? (
        <>
          <strong>Nothing of it has been public yet.</strong>
        </>
      ) : (
        <>
          Everybody sees <strong>revision {published.number}</strong>, published by {published.by}. Open any
          other one to see what it changed and to publish it again.
        </>
      )}
      {edited !== undefined && ` There is a draft, last saved by ${edited.by}.`}
    </p>
  )
}

function Revision({ document, entry }: { readonly document: string; readonly entry: HistoryEntry }) {
  const { number, revisionId, complete } = entry
  return (
    <>
      <span className="mono">{number}</span>
      {!complete && <span className="fine"> not complete</span>}
      <br />
      <a href={`/staff/catalog/${document}/history/${revisionId}`}>
        What changed<span className="visually-hidden"> with revision {number}</span>
      </a>
    </>
  )
}

/** Whether this line is what is on the schedule now. */
function isWaiting({ kind, revisionId, dueAt }: HistoryEntry, { scheduled }: OpenDocument): boolean {
  return (
    kind === 'scheduled' &&
    scheduled?.revisionId === revisionId &&
    scheduled.dueAt.getTime() === dueAt?.getTime()
  )
}
