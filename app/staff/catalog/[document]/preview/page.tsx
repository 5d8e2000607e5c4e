import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PendingButton } from '@/app/_ui/pending-button'
import { openMarks } from '@/app/staff/catalog/marks'
import { zonedWords } from '@/app/staff/catalog/zoned-moment'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { When } from '@/app/staff/when'
import type { OpenDocument } from '@/lib/catalog/documents/open-document'
import { parseSubject } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { UnitHead } from '../unit-head'
import { previewDraft } from './actions'
import { PreviewFrames } from './preview-frames'
import { previewedRevision } from './previewed-revision'

export const metadata: Metadata = { title: 'Preview' }

type Query = { readonly revision?: string | string[]; readonly did?: string | string[] }
type Props = {
  readonly params: Promise<{ document: string }>
  readonly searchParams: Promise<Query>
}

/** One revision on the real page, on a desktop's screen and on a phone's, with a link for others. */
export default async function PreviewDeskPage({ params, searchParams }: Props) {
  const [{ document }, query] = await Promise.all([params, searchParams])
  return (
    <Desk here="catalog" path={`/staff/catalog/${encodeURIComponent(document)}/preview`}>
      {(actor) => preview(actor, document, query)}
    </Desk>
  )
}

async function preview(actor: StaffActor, key: string, query: Query) {
  const subject = parseSubject(key)
  if (subject === undefined) notFound()
  const { documents, preview: previews } = services().catalog
  const [opened, history] = await Promise.all([
    documents.open(actor, subject),
    documents.history(actor, subject),
  ])
  if (opened.outcome === 'missing' || history.outcome === 'missing') notFound()
  if (opened.outcome === 'forbidden' || history.outcome === 'forbidden')
    return <Refused what="The catalog is for marketing." />
  const { document } = opened
  const shown = previewedRevision(history.entries, query.revision)
  const link = shown && (await previews.link(actor, subject, shown.revisionId))
  return (
    <>
      <UnitHead
        document={key}
        title={document.title}
        sku={document.sku}
        marks={openMarks(document)}
        here="preview"
      >
        <PreviewDraft document={key} token={document.token} />
      </UnitHead>
      <DidNotice did={query.did} />
      {shown === undefined || link?.outcome !== 'linked' ? (
        <div className="desk-empty">
          <h2>Nothing to look at yet</h2>
          <p>“Preview the draft” keeps the draft as a revision and shows it here. Gaps in it are marked.</p>
        </div>
      ) : (
        <>
          <p className="desk-answer">
            This is <strong>revision {shown.number}</strong> by {shown.by}, <When at={shown.at} /> (UTC)
            {shown.current ? '. It is what everybody sees.' : '. It is not public.'}
            <Later document={document} than={shown.at} />
          </p>
          <PreviewFrames
            address={link.address}
            link={`${services().site.appUrl}${link.address}`}
            until={zonedWords(link.expiresAt, 'UTC')}
            card={subject.type === 'course' ? `${link.address}/card.png` : undefined}
          />
        </>
      )}
    </>
  )
}

function PreviewDraft({ document, token }: { readonly document: string; readonly token: string }) {
  return (
    <form action={previewDraft}>
      <input type="hidden" name="document" value={document} />
      <input type="hidden" name="token" value={token} />
      <PendingButton label="Preview the draft" pendingLabel="Keeping it …" className="desk-button" />
    </form>
  )
}

function Later({ document, than }: { readonly document: OpenDocument; readonly than: Date }) {
  const { edited } = document
  if (edited === undefined || edited.at <= than) return null
  return <> The draft was saved after that, by {edited.by}: “Preview the draft” shows it as it is now.</>
}
