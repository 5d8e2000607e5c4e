import type { Metadata } from 'next'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import type { StaffActor } from '@/lib/identity/permit'
import { DidNotice } from '@/app/staff/did-notice'
import { DoneNotice } from './done-notice'
import { Editor } from './editor'
import { openPage } from './open-page'
import { StandingLine } from './standing-line'
import { UnitHead } from './unit-head'
import { ZonesList } from './zones-list'

export const metadata: Metadata = { title: 'Edit' }

type Props = {
  readonly params: Promise<{ document: string }>
  readonly searchParams: Promise<{ did?: string | string[] }>
}

/** The words of one unit or page, to be written, checked and published. */
export default async function EditorPage({ params, searchParams }: Props) {
  const [{ document }, { did }] = await Promise.all([params, searchParams])
  return (
    <Desk here="catalog" path={`/staff/catalog/${encodeURIComponent(document)}`}>
      {(actor) => editor(actor, document, did)}
    </Desk>
  )
}

async function editor(actor: StaffActor, key: string, did: string | readonly string[] | undefined) {
  const page = await openPage(actor, key)
  if (page === undefined) return <Refused what="The catalog is for marketing." />
  const { document, units, publicAddress } = page
  return (
    <>
      <UnitHead
        document={key}
        title={document.title}
        sku={document.sku}
        marks={openMarks(document)}
        here="page"
      />
      <DidNotice did={did} />
      <DoneNotice did={did} publicAddress={publicAddress} />
      <StandingLine document={document} />
      <noscript>
        <p className="notice">
          This form saves itself while you write, which needs scripts. Switch them on for this site, then
          reload the page.
        </p>
      </noscript>
      <ZonesList />
      <Editor
        // Another draft from the server is another form.
        key={document.token}
        document={key}
        title={document.title}
        groups={document.groups}
        draft={document.draft}
        token={document.token}
        problems={document.problems}
        units={units}
        edited={document.edited !== undefined}
      />
    </>
  )
}
