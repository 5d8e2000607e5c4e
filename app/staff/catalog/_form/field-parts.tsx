import type { ReactNode } from 'react'

type Parts = {
  readonly id: string
  readonly hint?: string | undefined
  readonly message?: string | undefined
  /** In characters; undefined: the field is not counted. */
  readonly counted?: { readonly text: string; readonly max: number } | undefined
}

/** `aria-describedby` of a control with these parts. */
export function described({ id, hint, message, counted }: Parts): string | undefined {
  const parts = [
    message === undefined ? [] : [`${id}-error`],
    hint === undefined ? [] : [`${id}-hint`],
    counted === undefined ? [] : [`${id}-count`],
  ].flat()
  return parts.length === 0 ? undefined : parts.join(' ')
}

/** A label, what is wrong, the control, and below it the hint and the count. */
export function LabelledField(
  props: Parts & { readonly label: string; readonly optional?: boolean; readonly children: ReactNode },
) {
  const { id, label, hint, message, counted, optional } = props
  return (
    <div className="edit-draft-field">
      <label htmlFor={id}>
        {label} {optional === true && <span className="optional">optional</span>}
      </label>
      <FieldMessage id={id} message={message} />
      {props.children}
      {(hint !== undefined || counted !== undefined) && (
        <div className="edit-draft-below">
          {hint !== undefined && <p id={`${id}-hint`}>{hint}</p>}
          {counted !== undefined && <Count id={`${id}-count`} {...counted} />}
        </div>
      )}
    </div>
  )
}

/** What is wrong with a field, in the words of the summary. */
export function FieldMessage({ id, message }: Pick<Parts, 'id' | 'message'>) {
  if (message === undefined) return null
  return (
    <p id={`${id}-error`} className="field-error">
      <span className="visually-hidden">Error: </span>
      {message}
    </p>
  )
}

/** "42 of 60", counted as the server counts; said aloud only when the text becomes too long or fits again. */
function Count({ id, text, max }: { readonly id: string; readonly text: string; readonly max: number }) {
  const length = text.trim().length
  return (
    <>
      <p id={id} className="edit-draft-count" data-over={length > max}>
        {length} of {max}
        <span className="visually-hidden"> characters</span>
        {length > max && ', too long'}
      </p>
      <span role="status" className="visually-hidden">
        {length > max ? `Too long: ${max} characters fit` : ''}
      </span>
    </>
  )
}
