'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import { UnitField } from '@/app/staff/catalog/unit-field'
import { FieldError } from '@/app/university/checkout/field-error'
import { proposePrice } from './actions'
import { ConfirmForm } from './confirm-form'
import { PRICE_FIELDS } from './price-state'
import type { Seen } from './price-state'

type Props = {
  readonly courseId: string
  readonly account: string
  readonly currencies: readonly { readonly code: string; readonly name: string }[]
  readonly currency: string
  /** What the effect depends on. */
  readonly seen: Seen
}

/** Two steps that also work without scripts: the amount is typed, then what it means is shown and confirmed. */
export function PriceForm({ courseId, account, currencies, currency, seen }: Props) {
  const [{ values, errors, confirm }, submit] = useActionState(proposePrice, {
    values: { currency, amount: '' },
    errors: {},
  })
  if (confirm !== undefined) return <ConfirmForm {...{ courseId, account, confirm, seen }} />
  return (
    <>
      <ErrorSummary errors={errors} order={PRICE_FIELDS} page="Change the price" />
      <form action={submit} className="edit-form" noValidate>
        <input type="hidden" name="course" value={courseId} />
        <input type="hidden" name="account" value={account} />
        <div className="field edit-field">
          <label htmlFor="currency">Currency</label>
          <FieldError id="currency" error={errors.currency} />
          <select
            key={values.currency}
            id="currency"
            name="currency"
            defaultValue={values.currency}
            aria-invalid={errors.currency !== undefined}
            aria-describedby={errors.currency === undefined ? undefined : 'currency-error'}
          >
            {currencies.map(({ code, name }) => (
              <option key={code} value={code}>
                {code} – {name}
              </option>
            ))}
          </select>
        </div>
        <UnitField
          id="amount"
          label="New price, without tax"
          hint="Such as 199 or 199.00. Tax is added at Stripe, by where the buyer is."
          value={values.amount}
          error={errors.amount}
          decimal
        />
        <PendingButton label="See what it changes" pendingLabel="Looking …" className="button-primary" />
      </form>
    </>
  )
}
