'use client'

import { useState } from 'react'
import type { Draft, ImageField as Image } from '@/lib/catalog/documents/fields'
import { described, FieldMessage, LabelledField } from './field-parts'
import { useForm } from './form-context'
import { sendImage } from './send-image'

type Props = { readonly field: Image; readonly path: string; readonly value: Draft }

/** An image by upload, with the words for whoever does not see it. */
export function ImageField({ field, path, value }: Props) {
  const { change, messages } = useForm()
  const id = textOf(value, 'id')
  const alt = textOf(value, 'alt')
  const parts = { id: path, hint: field.hint, message: messages.get(path) }
  return (
    <fieldset
      id={path}
      tabIndex={-1}
      className="edit-draft-rows edit-draft-image"
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
      {id !== '' && <Shown id={id} value={value} />}
      <Upload
        path={`${path}.id`}
        label={id === '' ? 'Choose an image' : 'Choose another image'}
        message={messages.get(`${path}.id`)}
        onKept={(image) => change(path, { ...image, alt })}
      />
      {(id !== '' || alt !== '') && (
        <>
          <AltText path={`${path}.alt`} value={alt} message={messages.get(`${path}.alt`)} />
          <button
            type="button"
            className="desk-button"
            onClick={() => {
              change(path, { id: '', alt: '', width: '', height: '' })
              document.getElementById(`${path}.id`)?.focus()
            }}
          >
            Remove the image
          </button>
        </>
      )}
    </fieldset>
  )
}

function Shown({ id, value }: { readonly id: string; readonly value: Draft }) {
  const [width, height] = [Number(textOf(value, 'width')), Number(textOf(value, 'height'))]
  return (
    <picture>
      {/* Its own words may still be missing; the field below asks for them. */}
      <img
        src={`/university/images/${id}-small.webp`}
        alt={textOf(value, 'alt') || 'The image chosen, not described yet'}
        width={width}
        height={height}
      />
    </picture>
  )
}

type UploadProps = {
  readonly path: string
  readonly label: string
  readonly message: string | undefined
  readonly onKept: (image: { readonly id: string; readonly width: string; readonly height: string }) => void
}

function Upload({ path, label, message, onKept }: UploadProps) {
  const [state, setState] = useState<{ readonly busy: boolean; readonly refused?: string }>({ busy: false })
  const parts = { id: path, hint: 'JPEG, PNG or WebP, at most 8 MB.', message: state.refused ?? message }
  async function send(file: File) {
    setState({ busy: true })
    const sent = await sendImage(file)
    if (sent.outcome === 'refused') return setState({ busy: false, refused: sent.why })
    setState({ busy: false })
    const { id, width, height } = sent.image
    onKept({ id, width: String(width), height: String(height) })
  }
  return (
    <LabelledField {...parts} label={label}>
      <input
        id={path}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-disabled={state.busy}
        aria-invalid={parts.message !== undefined}
        aria-describedby={described(parts)}
        onClick={(event) => state.busy && event.preventDefault()}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file chosen again is a change again.
          event.target.value = ''
          if (file !== undefined) void send(file)
        }}
      />
      <span role="status" className="fine">
        {state.busy ? 'Sending the image …' : ''}
        {state.refused !== undefined && <span className="visually-hidden">{state.refused}</span>}
      </span>
    </LabelledField>
  )
}

function AltText(props: {
  readonly path: string
  readonly value: string
  readonly message: string | undefined
}) {
  const { change, left } = useForm()
  const { path, value, message } = props
  const hint = 'For people who cannot see it, in one sentence.'
  const parts = { id: path, hint, message, counted: { text: value, max: 200 } }
  return (
    <LabelledField {...parts} label="What the image shows">
      <textarea
        id={path}
        rows={2}
        value={value}
        onChange={(event) => change(path, event.target.value)}
        onBlur={left}
        aria-invalid={message !== undefined}
        aria-describedby={described(parts)}
      />
    </LabelledField>
  )
}

function textOf(value: Draft, name: string): string {
  const text = value[name]
  return typeof text === 'string' ? text : ''
}
