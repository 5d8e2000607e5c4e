'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import type { CloseState } from './actions'

type CloseProps = {
  readonly finding: string
  readonly about: string
  readonly close: (before: CloseState, data: FormData) => Promise<CloseState>
}

/** Opens to a note and a button. Works without scripts; a note that cannot be kept comes back with the reason. */
export function CloseForm({ finding, about, close }: CloseProps) {
  const [state, submit] = useActionState(close, { note: '', error: undefined })
  const id = `note-${finding}`
  return (
    <details className="desk-confirm" open={state.error !== undefined}>
      <summary className="desk-button">
        Close…<span className="visually-hidden"> the finding about {about}</span>
      </summary>
      <form action={submit}>
        <input type="hidden" name="finding" value={finding} />
        <label htmlFor={id}>What did you find out or do?</label>
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
        <PendingButton label="Close the finding" pendingLabel="Closing …" className="desk-button" />
      </form>
    </details>
  )
}
