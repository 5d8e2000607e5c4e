'use client'

import { useActionState } from 'react'
import type { ReactNode } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import type { NoteState } from './note-state'

type NoteFormProps = {
  /** Of the text field; one of its kind on the page. */
  readonly id: string
  /** What the action needs to know beside the note. */
  readonly hidden: Readonly<Record<string, string>>
  /** The button that opens it. */
  readonly summary: ReactNode
  readonly question: string
  readonly button: { readonly label: string; readonly pendingLabel: string }
  readonly action: (before: NoteState, data: FormData) => Promise<NoteState>
}

/** Opens to a note and a button. Works without scripts; a note that cannot be kept comes back with the reason. */
export function NoteForm({ id, hidden, summary, question, button, action }: NoteFormProps) {
  const [state, submit] = useActionState(action, { note: '', error: undefined })
  return (
    // Without an error it is the reader's to open and close: it stays as it is when the page is drawn again.
    <details className="desk-confirm" open={state.error !== undefined || undefined}>
      <summary className="desk-button">{summary}</summary>
      <form action={submit} className="max-w-xl">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label htmlFor={id}>{question}</label>
        {state.error !== undefined && (
          <p id={`${id}-error`} className="field-error" role="alert">
            <span className="visually-hidden">Error: </span>
            {state.error}
          </p>
        )}
        <textarea
          id={id}
          name="note"
          rows={3}
          required
          minLength={3}
          maxLength={500}
          defaultValue={state.note}
          aria-invalid={state.error !== undefined}
          aria-describedby={state.error === undefined ? undefined : `${id}-error`}
        />
        <PendingButton {...button} className="desk-button" />
      </form>
    </details>
  )
}
