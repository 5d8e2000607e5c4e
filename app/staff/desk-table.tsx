import type { ReactNode } from 'react'

export type DeskRow = {
  readonly key: string
  /** One cell per column, in their order. */
  readonly cells: readonly ReactNode[]
}

/**
 * A table that becomes a list of cards on a phone, each value under its column's name. Styles take a table's meaning away
 * from it in some browsers, so the roles are written out.
 */
export function DeskTable(props: {
  /** What the table shows, for whoever does not see it. */
  readonly caption: string
  /** A column without a name holds buttons. */
  readonly columns: readonly string[]
  readonly rows: readonly DeskRow[]
  /** Lines of a diary on a phone, without the columns' names: only for what the styles know. */
  readonly timeline?: boolean
}) {
  return (
    <table className={props.timeline === true ? 'desk-table desk-timeline' : 'desk-table'} role="table">
      <caption className="visually-hidden">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {props.columns.map((name, index) => (
            <th key={name || index} role="columnheader" scope="col">
              {name || <span className="visually-hidden">Actions</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map(({ key, cells }) => (
          <tr key={key} role="row">
            {cells.map((cell, index) => (
              <td
                key={props.columns[index] || index}
                role="cell"
                data-column={props.columns[index]}
                data-empty={cell === undefined || cell === null || cell === '' ? true : undefined}
              >
                <div>{cell}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
