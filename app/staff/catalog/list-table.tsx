import { KindBadge } from '@/app/_ui/kind-badge'
import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import type { UnitLine } from '@/lib/catalog/selling/unit-line'
import { formatMoney } from '@/lib/money'
import { documentMarks } from './marks'
import { MoveButtons } from './move-buttons'
import { ZonedMoment } from './zoned-moment'

/** The units in the catalog's order. `movable`: all of them are shown, so that a place up or down is what one sees. */
export function ListTable({
  units,
  movable,
}: {
  readonly units: readonly UnitLine[]
  readonly movable: boolean
}) {
  return (
    <div className="edit-units">
      <DeskTable
        caption="Units of learning, in the order of the catalog"
        columns={['Unit', 'Kind', 'State', 'Price', 'Last edit (UTC)', ...(movable ? [''] : [])]}
        rows={units.map((unit) => ({
          key: unit.courseId,
          cells: [
            <Unit key="unit" unit={unit} />,
            <KindBadge key="kind" kind={unit.kind} />,
            <States key="states" unit={unit} />,
            <Price key="price" unit={unit} />,
            <LastEdit key="edit" unit={unit} />,
            ...(movable
              ? [
                  <MoveButtons
                    key="move"
                    courseId={unit.courseId}
                    title={unit.title}
                    first={unit.first}
                    last={unit.last}
                  />,
                ]
              : []),
          ],
        }))}
      />
    </div>
  )
}

function Unit({ unit: { courseId, title, sku } }: { readonly unit: UnitLine }) {
  return (
    <>
      <a href={`/staff/catalog/${courseId}`}>
        <strong>{title === '' ? 'Without a title' : title}</strong>
      </a>
      <br />
      <span className="mono fine">{sku}</span>
    </>
  )
}

function States({ unit: { states, scheduledFor } }: { readonly unit: UnitLine }) {
  return (
    <>
      <span className="desk-marks">
        {documentMarks(states).map((mark) => (
          <StateMark key={mark.word} {...mark} />
        ))}
      </span>
      {scheduledFor !== undefined && (
        <span className="fine edit-due">
          for <ZonedMoment at={scheduledFor.dueAt} zone={scheduledFor.zone} />
        </span>
      )}
    </>
  )
}

const NOT_SOLD = { announced: 'not on sale yet', retired: 'no longer sold' } as const

function Price({ unit: { courseId, price, placeholder, sale } }: { readonly unit: UnitLine }) {
  const note = [...(placeholder ? ['placeholder'] : []), ...(sale === 'open' ? [] : [NOT_SOLD[sale]])].join(
    ', ',
  )
  return (
    <>
      <a href={`/staff/catalog/${courseId}/selling`}>
        {price === undefined ? 'no price' : <span className="tabular">{formatMoney(price)}</span>}
      </a>
      {note !== '' && (
        <>
          <br />
          <span className="fine">{note}</span>
        </>
      )}
    </>
  )
}

function LastEdit({ unit: { editedAt, editedBy } }: { readonly unit: UnitLine }) {
  if (editedAt === undefined) return null
  return (
    <>
      <When at={editedAt} />
      <br />
      <span className="fine">{editedBy}</span>
    </>
  )
}
