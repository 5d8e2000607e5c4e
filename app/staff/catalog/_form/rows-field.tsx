'use client'

import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { DraftValue, LinesField, ListField, UnitsField } from '@/lib/catalog/documents/fields'
import { moved, newRow, without } from './draft-edit'
import { described, FieldMessage } from './field-parts'
import { useForm } from './form-context'
import { RowControls } from './row-controls'
import type { RowAct } from './row-controls'

type Props = {
  readonly field: ListField | LinesField | UnitsField
  readonly path: string
  readonly rows: readonly DraftValue[]
  /** The controls of one row; `rowPath` leads to it. */
  readonly children: (row: DraftValue, rowPath: string, name: string) => ReactNode
}

/** Rows that can be added, removed and moved. The focus follows the row, so that the keyboard alone is enough. */
export function RowsField({ field, path, rows, children }: Props) {
  const { messages } = useForm()
  const item = field.type === 'units' ? 'unit' : field.item
  const parts = { id: path, hint: field.hint, message: messages.get(path) }
  const { keys, act, box } = useRows(path, rows)
  return (
    <fieldset
      ref={box}
      id={path}
      tabIndex={-1}
      className="edit-draft-rows"
      data-plain={field.type !== 'list'}
      aria-describedby={described(parts)}
    >
      <legend>
        {field.label} {field.optional === true && <span className="optional">optional</span>}
      </legend>
      {field.hint !== undefined && (
        <p id={`${path}-hint`} className="fine">
          {field.hint}
        </p>
      )}
      <FieldMessage {...parts} />
      {rows.length > 0 && (
        <ol>
          {rows.map((row, index) => {
            const name = `${capital(item)} ${index + 1}`
            // Beside a single field, and at the head of several: where the eye looks for them, and the keyboard comes by.
            const controls = (
              <RowControls
                name={name}
                first={index === 0}
                last={index === rows.length - 1}
                act={act(index)}
              />
            )
            return (
              <li key={keys[index]} data-row={index}>
                <FieldMessage
                  id={`${path}.${index}-row`}
                  message={rowMessage(field, messages, path, index)}
                />
                {field.type === 'list' && controls}
                {children(row, `${path}.${index}`, name)}
                {field.type !== 'list' && controls}
              </li>
            )
          })}
        </ol>
      )}
      <button
        type="button"
        className="desk-button"
        data-add=""
        disabled={rows.length >= field.max}
        onClick={() => act(rows.length)({ do: 'add', row: newRow(field) })}
      >
        Add {/^[aeiou]/.test(item) && item !== 'unit' ? 'an' : 'a'} {item}
      </button>
      {rows.length >= field.max && (
        <span className="fine edit-draft-full">At most {field.max} fit here.</span>
      )}
    </fieldset>
  )
}

/** What is wrong with a row of several fields as such; a row of one field shows it itself. */
function rowMessage(
  field: Props['field'],
  messages: ReadonlyMap<string, string>,
  path: string,
  index: number,
): string | undefined {
  return field.type === 'list' ? messages.get(`${path}.${index}`) : undefined
}

/** Where the focus goes after the next drawing: a control of a row, or the button that adds one. */
type Target = { readonly row: number; readonly control: 'field' | 'up' | 'down' }

/** Rows keep their identity while they move, so that what an editor of rich text remembers moves with them. */
function useRows(path: string, rows: readonly DraftValue[]) {
  const { change } = useForm()
  const box = useRef<HTMLFieldSetElement>(null)
  const target = useRef<Target>(undefined)
  const [known, setKeys] = useState<readonly string[]>(() => rows.map((_row, index) => `first-${index}`))
  const keys = known.length === rows.length ? known : rows.map((_row, index) => `plain-${index}`)
  useEffect(() => {
    if (target.current === undefined || box.current === null) return
    focusOn(box.current, target.current)
    target.current = undefined
  }, [rows])
  const act = (index: number) => (what: RowAct) => {
    const update = <T,>(list: readonly T[], added: T): readonly T[] => {
      if (what.do === 'add') return [...list, added]
      return what.do === 'remove' ? without(list, index) : moved(list, index, what.by)
    }
    target.current = targetAfter(what, index, rows.length)
    setKeys(update(keys, crypto.randomUUID()))
    change(path, update(rows, what.do === 'add' ? what.row : ''))
  }
  return { keys, act, box }
}

function targetAfter(what: RowAct, index: number, count: number): Target {
  if (what.do === 'move') return { row: index + what.by, control: what.by === -1 ? 'up' : 'down' }
  // After the last row was removed, its neighbour above.
  return { row: what.do === 'remove' ? Math.min(index, count - 2) : index, control: 'field' }
}

function focusOn(box: HTMLElement, { row, control }: Target) {
  const item = [...box.querySelectorAll(':scope > ol > li')][row]
  const wanted =
    control === 'field'
      ? item?.querySelector('input, select, textarea, [contenteditable="true"]')
      : item?.querySelector(`:scope > .edit-draft-row-controls [data-move="${control}"]:not([disabled])`)
  const instead = item?.querySelector(':scope > .edit-draft-row-controls button:not([disabled])')
  const found = wanted ?? instead ?? box.querySelector(':scope > [data-add]')
  if (found instanceof HTMLElement) found.focus()
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
