'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { declineCorrection } from './actions'

/** Opens to an answer and a button. Works without scripts; an answer that cannot be kept comes back with the reason. */
export function DeclineForm({ correction, about }: { readonly correction: string; readonly about: string }) {
  const [state, submit] = useActionState(declineCorrection, { answer: '', error: undefined })
  const id = `answer-${correction}`
  return (
    <details className="desk-confirm" open={state.error !== undefined || undefined}>
      <summary className="desk-button">
        Decline…<span className="visually-hidden"> the request about {about}</span>
      </summary>
      <form action={submit}>
        <input type="hidden" name="correction" value={correction} />
        <label htmlFor={id}>Why? The buyer reads this.</label>
        {state.error !== undefined && (
          <p id={`${id}-error`} className="field-error" role="alert">
            <span className="visually-hidden">Error: </span>
            {state.error}
          </p>
        )}
        <textarea
          id={id}
          name="answer"
          rows={3}
          required
          minLength={3}
          maxLength={500}
          defaultValue={state.answer}
          aria-invalid={state.error !== undefined}
          aria-describedby={state.error === undefined ? undefined : `${id}-error`}
        />
        <PendingButton label="Decline the request" pendingLabel="Declining …" className="desk-button" />
      </form>
    </details>
  )
}
