import type { Kind } from '@/lib/catalog/course-content'
import type { Sku } from '@/lib/ids'
import { board } from './hash-slot'
import type { Tile } from './hash-slot'

type Faces = readonly [top: string, left: string, right: string]
const DUSK: Faces = ['#2d4754', '#163341', '#0f2733']
const RED: Faces = ['#ff6a60', '#ff4438', '#c52f26']
const KIND: Readonly<Record<Kind, Faces>> = {
  course: RED,
  certification: ['#eeff86', '#dcff1e', '#aac800'],
  lab: ['#b3e9ff', '#80dbff', '#4ba9d1'],
  'live-training': ['#dcbdf0', '#c795e3', '#9a66b8'],
}

const HALF = 40
const SLOPE = 23
const HEIGHT = 40

/** The picture of a unit: its own hash slot as an isometric board. Says nothing to a screen reader. */
export function HashSlotPicture({ sku, kind }: { readonly sku: Sku; readonly kind: Kind }) {
  return (
    <svg viewBox="0 0 260 232" width="260" height="232" aria-hidden="true" focusable="false" className="slot">
      {board(sku).map((tile) => block(tile, facesOf(tile, kind)))}
    </svg>
  )
}

function facesOf({ raised, accent }: Tile, kind: Kind): Faces {
  if (!raised) return DUSK
  // The kind's colour leads; where it is red already, the accent is its darker neighbour.
  return accent ? (kind === 'course' ? ['#ff8f87', '#ff6a60', '#d52d1f'] : RED) : KIND[kind]
}

/** A plain function, not a component: the renderer of shared-link pictures knows only SVG's own elements. */
function block(tile: Tile, [top, left, right]: Faces) {
  const x = 130 + (tile.column - tile.row) * HALF
  const y = 52 + (tile.column + tile.row) * SLOPE - (tile.raised ? HEIGHT : 0)
  const foot = HEIGHT
  const points = (...at: readonly (readonly [number, number])[]) =>
    at.map(([dx, dy]) => `${x + dx},${y + dy}`).join(' ')
  return (
    <g key={`${tile.column}${tile.row}`}>
      <polygon fill={top} points={points([0, 0], [HALF, SLOPE], [0, 2 * SLOPE], [-HALF, SLOPE])} />
      <polygon
        fill={left}
        points={points([-HALF, SLOPE], [0, 2 * SLOPE], [0, 2 * SLOPE + foot], [-HALF, SLOPE + foot])}
      />
      <polygon
        fill={right}
        points={points([HALF, SLOPE], [0, 2 * SLOPE], [0, 2 * SLOPE + foot], [HALF, SLOPE + foot])}
      />
    </g>
  )
}
