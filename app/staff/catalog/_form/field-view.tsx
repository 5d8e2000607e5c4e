'use client'

import { memo } from 'react'
import { isObject, isRows } from '@/lib/catalog/documents/draft-shape'
import type { Draft, DraftValue, Field, GroupField, TextField } from '@/lib/catalog/documents/fields'
import { described, FieldMessage } from './field-parts'
import { useForm } from './form-context'
import { ImageField } from './image-field'
import { LineRow, UnitRow } from './line-row'
import { RichTextField } from './rich-text-field'
import { RowsField } from './rows-field'
import { ChoiceField, PlainField } from './text-field'

type Props<F extends Field> = {
  readonly field: F
  /** Also the id of its control, so that links to it work. */
  readonly path: string
  readonly value: DraftValue | undefined
}

/** The control of any field. Drawn again only when its own value, or what is said of the form, has changed. */
export const FieldView = memo(function FieldView({ field, path, value }: Props<Field>) {
  switch (field.type) {
    case 'rich':
      return <Rich field={field} path={path} value={textOf(value)} />
    case 'line':
    case 'text':
    case 'number':
    case 'address':
    case 'wall-time':
    case 'zone':
      return <PlainField field={field} path={path} value={textOf(value)} />
    case 'choice':
      return <ChoiceField field={field} path={path} value={textOf(value)} />
    case 'group':
      return <Group field={field} path={path} value={value} />
    case 'list':
    case 'lines':
    case 'units':
      return <Rows field={field} path={path} value={value} />
    case 'image':
      return <ImageField field={field} path={path} value={isObject(value) ? value : {}} />
    case 'id':
      return null
  }
})

/** Several fields of one object. */
export function Fields(props: {
  readonly fields: readonly Field[]
  /** Of the object; empty for the whole draft. */
  readonly path: string
  readonly value: Draft
}) {
  const { fields, path, value } = props
  return fields.map((field) => (
    <FieldView
      key={field.name}
      field={field}
      path={path === '' ? field.name : `${path}.${field.name}`}
      value={value[field.name]}
    />
  ))
}

function Group({ field, path, value }: Props<GroupField>) {
  const { messages } = useForm()
  const parts = { id: path, hint: field.hint, message: messages.get(path) }
  return (
    <fieldset id={path} tabIndex={-1} className="edit-draft-group" aria-describedby={described(parts)}>
      <legend>
        {field.label} {field.optional === true && <span className="optional">optional</span>}
      </legend>
      {field.hint !== undefined && (
        <p id={`${path}-hint`} className="fine">
          {field.hint}
        </p>
      )}
      <FieldMessage {...parts} />
      <Fields fields={field.fields} path={path} value={isObject(value) ? value : {}} />
    </fieldset>
  )
}

function Rows({ field, path, value }: Props<Extract<Field, { type: 'list' | 'lines' | 'units' }>>) {
  const rows = value !== undefined && isRows(value) ? value : []
  return (
    <RowsField field={field} path={path} rows={rows}>
      {(row, rowPath, name) => {
        if (field.type === 'lines')
          return <LineRow field={field} path={rowPath} name={name} value={textOf(row)} />
        if (field.type === 'units')
          return <UnitRow path={rowPath} name={name} value={textOf(row)} chosen={rows.map(textOf)} />
        return (
          <fieldset id={rowPath} tabIndex={-1} className="edit-draft-row">
            <legend>{name}</legend>
            <Fields fields={field.fields} path={rowPath} value={isObject(row) ? row : {}} />
          </fieldset>
        )
      }}
    </RowsField>
  )
}

function Rich({ field, path, value }: Props<TextField> & { readonly value: string }) {
  const { change, left, messages } = useForm()
  const message = messages.get(path)
  return (
    <div className="edit-draft-field" onBlur={left}>
      <RichTextField
        id={path}
        error={<FieldMessage id={path} message={message} />}
        label={field.optional === true ? `${field.label} (optional)` : field.label}
        hint={field.hint}
        value={value}
        onChange={(markdown: string) => change(path, markdown)}
        max={field.max}
        invalid={message !== undefined}
        describedBy={message === undefined ? undefined : `${path}-error`}
      />
    </div>
  )
}

function textOf(value: DraftValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
