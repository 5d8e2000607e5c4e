import type { Metadata } from 'next'
import { counted } from '@/app/staff/age'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { UnitLine } from '@/lib/catalog/selling/unit-line'
import { services } from '@/lib/runtime/services'
import { ListFilter } from './list-filter'
import { listAddress, readListQuery } from './list-query'
import type { ListQuery } from './list-query'
import { ListScheduled } from './list-scheduled'
import { ListSite } from './list-site'
import { ListTable } from './list-table'
import { summarise } from './list-words'

export const metadata: Metadata = { title: 'Catalog' }

type Query = Promise<Record<string, string | string[] | undefined>>

/** All that marketing edits: units, the pages of the site beside them, and what goes public by itself. */
export default async function CatalogPage({ searchParams }: { readonly searchParams: Query }) {
  const asked = await searchParams
  const query = readListQuery(asked)
  return (
    <Desk here="catalog" path={listAddress(query)}>
      {(actor) => catalog(actor, query, asked['did'])}
    </Desk>
  )
}

async function catalog(actor: StaffActor, query: ListQuery, did: string | readonly string[] | undefined) {
  const { selling, documents } = services().catalog
  const [list, scheduled] = await Promise.all([
    selling.list(actor, query.search === undefined ? {} : { search: query.search }),
    documents.scheduledList(actor),
  ])
  if (list.outcome === 'forbidden' || scheduled.outcome === 'forbidden')
    return <Refused what="The catalog is edited by marketing." />
  const mayEdit = permits(actor, 'catalog.edit')
  return (
    <>
      <Head mayEdit={mayEdit} />
      <p className="edit-lead">
        All that the public pages show and sell, in their order. New words wait in a draft until you publish
        them.
      </p>
      <DidNotice did={did} />
      <p className="desk-answer">{summarise(list, scheduled.list.length, query)}</p>
      <ListScheduled list={scheduled.list} mayEdit={mayEdit} />
      <h2>Units of learning</h2>
      {list.total === 0 ? <NoUnits /> : <Units units={list.units} query={query} mayEdit={mayEdit} />}
      <h2>Other pages</h2>
      <ListSite actor={actor} />
    </>
  )
}

function Head({ mayEdit }: { readonly mayEdit: boolean }) {
  return (
    <div className="edit-head-title">
      <h1>Catalog</h1>
      {mayEdit && (
        <p className="edit-buttons">
          <a className="desk-button" href="/staff/catalog/transfer">
            Import and export
          </a>
          <a className="desk-button" href="/staff/catalog/new">
            New unit
          </a>
        </p>
      )}
    </div>
  )
}

type UnitsProps = {
  readonly units: readonly UnitLine[]
  readonly query: ListQuery
  readonly mayEdit: boolean
}

function Units({ units, query, mayEdit }: UnitsProps) {
  const { search, state } = query
  const shown = state === undefined ? units : units.filter(({ states }) => states.includes(state))
  const whole = search === undefined && state === undefined
  return (
    <>
      <ListFilter key={listAddress(query)} units={units} query={query} />
      {shown.length === 0 ? (
        <NoMatch query={query} />
      ) : (
        <>
          <ListTable units={shown} movable={mayEdit && whole} />
          {!whole && (
            <p className="fine">
              {counted(shown.length, 'unit', 'units')} shown. <a href="/staff/catalog">Show all</a> to change
              their order.
            </p>
          )}
        </>
      )}
    </>
  )
}

function NoUnits() {
  return (
    <div className="desk-empty">
      <p>There is no unit yet. Begin with one, or import a catalog from another place.</p>
    </div>
  )
}

function NoMatch({ query: { search, state } }: { readonly query: ListQuery }) {
  return (
    <div className="desk-empty">
      <p>
        No unit{state !== undefined && ' in this state'}
        {search !== undefined && ` has “${search}” in its title or SKU`}
        {search === undefined && state !== undefined && ' now'}.
      </p>
      <a className="desk-button" href="/staff/catalog">
        Show all units
      </a>
    </div>
  )
}
