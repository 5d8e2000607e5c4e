import type { ReactNode } from 'react'
import { StateMark } from '@/app/staff/state-mark'
import type { Mark } from '@/app/staff/state-mark'
import type { Sku } from '@/lib/ids'

const ROOMS = [
  { room: 'page', label: 'Page', path: '' },
  { room: 'selling', label: 'Selling', path: '/selling' },
  { room: 'history', label: 'History', path: '/history' },
  { room: 'preview', label: 'Preview', path: '/preview' },
] as const
export type Room = (typeof ROOMS)[number]['room']

/**
 * The head of every page about one unit or page of the site: what it is called, how it stands (see `openMarks`), and the
 * way to its other rooms. A page of the site has no SKU and nothing to sell. `here` is the room one is in, also when one is
 * a step deeper (publishing is a part of the page); `deeper` names that step.
 */
export function UnitHead(props: {
  /** As addresses name it: `subjectKey`. */
  readonly document: string
  readonly title: string
  readonly sku: Sku | undefined
  readonly marks: readonly Mark[]
  readonly here: Room
  /** Such as "Publish" or "Change the price": the last crumb. */
  readonly deeper?: string
  /** The one thing to do here, right of the title. */
  readonly children?: ReactNode
}) {
  const { document, title, sku, marks, here, deeper } = props
  const home = `/staff/catalog/${document}`
  const shown = title === '' ? 'Without a title' : title
  return (
    <header className="edit-head">
      <nav aria-label="Breadcrumb" className="crumbs">
        <a href="/staff/catalog">Catalog</a> /{' '}
        {deeper === undefined ? (
          <span aria-current="page">{sku ?? shown}</span>
        ) : (
          <>
            <a href={here === 'page' ? home : `${home}/${here}`}>{sku ?? shown}</a> /{' '}
            <span aria-current="page">{deeper}</span>
          </>
        )}
      </nav>
      <div className="edit-head-title">
        <h1>{shown}</h1>
        {props.children}
      </div>
      <p className="desk-marks">
        {marks.map((mark) => (
          <StateMark key={mark.word} {...mark} />
        ))}
      </p>
      <nav aria-label={`Rooms of ${shown}`} className="edit-rooms">
        <ul>
          {ROOMS.filter(({ room }) => room !== 'selling' || sku !== undefined).map(
            ({ room, label, path }) => (
              <li key={room}>
                <a href={`${home}${path}`} aria-current={current(room, here, deeper)}>
                  {label}
                </a>
              </li>
            ),
          )}
        </ul>
      </nav>
    </header>
  )
}

function current(room: Room, here: Room, deeper: string | undefined): 'page' | 'true' | undefined {
  if (room !== here) return undefined
  return deeper === undefined ? 'page' : 'true'
}
