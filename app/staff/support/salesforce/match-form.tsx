'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { FieldError, described } from '@/app/university/checkout/field-error'
import { matchContact } from './match-actions'
import type { MatchState } from './match-actions'

type Props = {
  readonly purchase: string
  /** Of the purchase, for whoever does not see the row. */
  readonly reference: string
  /** Where one comes back to. */
  readonly from: 'list' | 'purchase'
  readonly summary: string
}

/** Opens to the id of a contact; where its account is another one than the purchase's, that is shown and asked first. */
export function MatchForm({ purchase, reference, from, summary }: Props) {
  const [state, submit] = useActionState<MatchState, FormData>(matchContact, { contact: '' })
  const open = state.error !== undefined || state.confirm !== undefined
  return (
    <details className="desk-confirm" open={open || undefined}>
      <summary className="desk-button">
        {summary}
        <span className="visually-hidden"> for {reference}</span>
      </summary>
      <form action={submit} noValidate className="max-w-xl">
        <input type="hidden" name="purchase" value={purchase} />
        <input type="hidden" name="from" value={from} />
        {state.confirm === undefined ? (
          <Typed id={`contact-${purchase}`} state={state} />
        ) : (
          <Confirm confirm={state.confirm} from={from} purchase={purchase} />
        )}
      </form>
    </details>
  )
}

function Typed({ id, state: { contact, error } }: { readonly id: string; readonly state: MatchState }) {
  return (
    <>
      <div className="field">
        <label htmlFor={id}>The contact’s id in Salesforce</label>
        <p id={`${id}-hint`} className="text-sm">
          Begins with 003. The address of the contact’s page will do.
        </p>
        <FieldError id={id} error={error} />
        <input
          id={id}
          name="contact"
          type="text"
          required
          maxLength={300}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={contact}
          aria-invalid={error !== undefined}
          aria-describedby={described(id, error)}
        />
      </div>
      <PendingButton
        label="Match to this contact"
        pendingLabel="Asking Salesforce …"
        className="desk-button"
      />
    </>
  )
}

function Confirm(props: {
  readonly confirm: NonNullable<MatchState['confirm']>
  readonly from: Props['from']
  readonly purchase: string
}) {
  const { contactId, accountId, name, accountName, theirs, ours } = props.confirm
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <input type="hidden" name="contact" value={contactId} />
      <input type="hidden" name="account" value={accountId} />
      <p>
        <strong>
          {name} belongs to {accountName}, which {theirs === undefined ? 'has no SMID' : `has SMID ${theirs}`}
          .
        </strong>{' '}
        The purchase was made for SMID {ours}. If you go on, all that this person bought for {ours} hangs on{' '}
        {accountName}, also what they will buy.
      </p>
      <PendingButton
        label={`Match to ${name} all the same`}
        pendingLabel="Keeping …"
        className="desk-button"
      />
      <a
        href={
          props.from === 'list' ? '/staff/support/salesforce' : `/staff/support/purchases/${props.purchase}`
        }
      >
        Match to nobody
      </a>
    </div>
  )
}
