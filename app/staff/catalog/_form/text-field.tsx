'use client'

import type { ChoiceField as Choice, TextField as Text } from '@/lib/catalog/documents/fields'
import { described, LabelledField } from './field-parts'
import { useForm } from './form-context'
import { ZONES_ID } from './zones-id'

type Props<F> = { readonly field: F; readonly path: string; readonly value: string }

/** A field of plain text: one line or several, a number, a link, a time on some clock, a time zone. */
export function PlainField({ field, path, value }: Props<Text>) {
  const { change, left, messages } = useForm()
  const isCounted = field.type === 'line' || field.type === 'text'
  const parts = {
    id: path,
    hint: field.hint,
    message: messages.get(path),
    counted: isCounted ? { text: value, max: field.max } : undefined,
  }
  const control = {
    id: path,
    value,
    onChange: (event: { readonly target: { readonly value: string } }) => change(path, event.target.value),
    onBlur: left,
    'aria-invalid': parts.message !== undefined,
    'aria-describedby': described(parts),
  }
  return (
    <LabelledField {...parts} label={field.label} optional={field.optional === true}>
      {field.type === 'text' ? (
        <textarea rows={Math.min(6, Math.ceil(field.max / 80) + 1)} {...control} />
      ) : (
        <input {...KINDS[field.type]} {...control} />
      )}
    </LabelledField>
  )
}

const KINDS = {
  line: { type: 'text', autoComplete: 'off' },
  rich: { type: 'text' },
  number: { type: 'text', inputMode: 'numeric', autoComplete: 'off', className: 'edit-draft-short' },
  address: { type: 'text', inputMode: 'url', autoComplete: 'off', spellCheck: false },
  // Beyond the year 9999 the browser would write more digits than a date has.
  'wall-time': { type: 'datetime-local', max: '9999-12-31T23:59', className: 'edit-draft-date' },
  zone: {
    type: 'text',
    list: ZONES_ID,
    autoComplete: 'off',
    spellCheck: false,
    className: 'edit-draft-date',
  },
} as const

/** One of a few. */
export function ChoiceField({ field, path, value }: Props<Choice>) {
  const { change, left, messages } = useForm()
  const parts = { id: path, hint: field.hint, message: messages.get(path) }
  return (
    <LabelledField {...parts} label={field.label} optional={field.optional === true}>
      <select
        id={path}
        value={value}
        className="edit-draft-date"
        onChange={(event) => change(path, event.target.value)}
        onBlur={left}
        aria-invalid={parts.message !== undefined}
        aria-describedby={described(parts)}
      >
        <option value="">Choose …</option>
        {field.options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </LabelledField>
  )
}
