'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { settleDelivery } from '../../actions'

/** Opens to a note and a button. Works without scripts; a note that cannot be kept comes back with the reason. */
export function SettleForm(props: {
  readonly delivery: string
  readonly purchase: string
  /** Such as "the unlock at Flockjay". */
  readonly what: string
}) {
  const [state, submit] = useActionState(settleDelivery, { note: '', error: undefined })
  const id = `done-${props.delivery}`
  return (
    <details className="desk-confirm" open={state.error !== undefined}>
      <summary className="desk-button">Mark {props.what} as done by hand…</summary>
      <form action={submit} className="max-w-xl">
        <input type="hidden" name="delivery" value={props.delivery} />
        <input type="hidden" name="purchase" value={props.purchase} />
        <label htmlFor={id}>What did you do? Both sides are compared every hour.</label>
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
        <PendingButton label="It is done there" pendingLabel="Marking …" className="desk-button" />
      </form>
    </details>
  )
}
