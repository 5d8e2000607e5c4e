'use client'

import type { ReactNode } from 'react'
import { FieldError } from '@/app/university/checkout/field-error'

/** One line of a form about a unit: its label, what to type, and what is wrong, right above it. */
export function UnitField(props: {
  /** Its name, and its id: one of its kind on the page. */
  readonly id: string
  readonly name?: string
  readonly label: string
  readonly hint?: ReactNode
  readonly value: string
  readonly error: string | undefined
  /** Codes are in the type of codes, and nobody corrects their spelling. */
  readonly code?: boolean
  readonly decimal?: boolean
  /** It can be read and copied, not changed. The hint says why. */
  readonly fixed?: boolean
}) {
  const { id, hint, error, code = false } = props
  const described = [
    ...(error === undefined ? [] : [`${id}-error`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ]
  return (
    <div className="field edit-field">
      <label htmlFor={id}>{props.label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="fine">
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      <input
        id={id}
        name={props.name ?? id}
        type="text"
        className={code ? 'mono' : undefined}
        defaultValue={props.value}
        readOnly={props.fixed}
        autoComplete="off"
        autoCapitalize={code ? 'none' : undefined}
        spellCheck={!code}
        inputMode={props.decimal === true ? 'decimal' : undefined}
        aria-invalid={error !== undefined}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
      />
    </div>
  )
}
