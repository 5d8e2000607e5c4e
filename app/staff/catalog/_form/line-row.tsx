'use client'

import type { LinesField } from '@/lib/catalog/documents/fields'
import { described, LabelledField } from './field-parts'
import { useForm } from './form-context'

type Props = {
  readonly path: string
  /** Such as "Outcome 2". */
  readonly name: string
  readonly value: string
}

/** One line of several. */
export function LineRow({ field, path, name, value }: Props & { readonly field: LinesField }) {
  const { change, left, messages } = useForm()
  const parts = { id: path, message: messages.get(path), counted: { text: value, max: field.length } }
  return (
    <LabelledField {...parts} label={name}>
      <input
        id={path}
        type="text"
        autoComplete="off"
        value={value}
        onChange={(event) => change(path, event.target.value)}
        onBlur={left}
        aria-invalid={parts.message !== undefined}
        aria-describedby={described(parts)}
      />
    </LabelledField>
  )
}

/** One unit of several, chosen from all. `chosen`: those that other rows name; they are not offered twice. */
export function UnitRow({ path, name, value, chosen }: Props & { readonly chosen: readonly string[] }) {
  const { change, left, messages, units } = useForm()
  const parts = { id: path, message: messages.get(path) }
  const isKnown = value === '' || units.some(({ sku }) => sku === value)
  return (
    <LabelledField {...parts} label={name}>
      <select
        id={path}
        value={value}
        onChange={(event) => change(path, event.target.value)}
        onBlur={left}
        aria-invalid={parts.message !== undefined}
        aria-describedby={described(parts)}
      >
        <option value="">Choose …</option>
        {!isKnown && <option value={value}>{value} (not in the catalog)</option>}
        {units
          .filter(({ sku }) => sku === value || !chosen.includes(sku))
          .map(({ sku, title }) => (
            <option key={sku} value={sku}>
              {title === '' ? 'Without a title' : title} · {sku}
            </option>
          ))}
      </select>
    </LabelledField>
  )
}
