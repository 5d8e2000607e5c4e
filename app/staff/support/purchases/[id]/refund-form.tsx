'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { FieldError } from '@/app/university/checkout/field-error'
import { refundPurchase } from './refund-actions'
import type { RefundState } from './refund-actions'

type Props = {
  readonly purchase: string
  /** Such as "$216.67". */
  readonly left: string
}

/** Opens to an amount and a reason, then shows what that means, and gives it back at the next click. */
export function RefundForm({ purchase, left }: Props) {
  const [state, submit] = useActionState(refundPurchase, { values: { amount: '', reason: '' }, errors: {} })
  const { confirm, problem, errors } = state
  const open = confirm !== undefined || problem !== undefined || Object.keys(errors).length > 0
  return (
    <details className="desk-confirm" open={open || undefined}>
      <summary className="desk-button">Give money back…</summary>
      <form action={submit} noValidate className="max-w-xl">
        <input type="hidden" name="purchase" value={purchase} />
        {problem !== undefined && (
          <p className="field-error" role="alert">
            <span className="visually-hidden">Error: </span>
            {problem}
          </p>
        )}
        {confirm === undefined ? (
          <Typed state={state} left={left} />
        ) : (
          <Confirmed state={state} confirm={confirm} purchase={purchase} />
        )}
      </form>
    </details>
  )
}

function Typed({ state: { values, errors }, left }: { readonly state: RefundState; readonly left: string }) {
  return (
    <>
      <div className="field">
        <label htmlFor="refund-amount">Amount, tax included; {left} is left</label>
        <FieldError id="refund-amount" error={errors.amount} />
        <input
          id="refund-amount"
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          defaultValue={values.amount}
          aria-invalid={errors.amount !== undefined}
          aria-describedby={errors.amount === undefined ? undefined : 'refund-amount-error'}
        />
      </div>
      <div className="field">
        <label htmlFor="refund-reason">Why? Kept here; neither the buyer nor Stripe sees it.</label>
        <FieldError id="refund-reason" error={errors.reason} />
        <textarea
          id="refund-reason"
          name="reason"
          rows={3}
          maxLength={500}
          defaultValue={values.reason}
          aria-invalid={errors.reason !== undefined}
          aria-describedby={errors.reason === undefined ? undefined : 'refund-reason-error'}
        />
      </div>
      <PendingButton label="Check the refund" pendingLabel="Checking …" className="desk-button" />
    </>
  )
}

type Confirming = {
  readonly state: RefundState
  readonly confirm: NonNullable<RefundState['confirm']>
  readonly purchase: string
}

function Confirmed({
  state: { values },
  confirm: { order, minor, amount, tax, full },
  purchase,
}: Confirming) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <input type="hidden" name="amount" value={values.amount} />
      <input type="hidden" name="reason" value={values.reason} />
      <input type="hidden" name="order" value={order} />
      <input type="hidden" name="minor" value={minor} />
      <p>
        <strong>
          {amount} will be given back, about {tax} of it tax.
        </strong>{' '}
        {full
          ? 'Nothing is left then: the course closes, unless another purchase of the same person keeps it.'
          : 'It is a part of the price: the course stays open.'}{' '}
        The buyer gets a credit note where there is an invoice. It cannot be taken back.
      </p>
      <PendingButton label={`Give back ${amount}`} pendingLabel="Asking Stripe …" className="desk-button" />
      <a href={`/staff/support/purchases/${purchase}`}>Give nothing back</a>
    </div>
  )
}
