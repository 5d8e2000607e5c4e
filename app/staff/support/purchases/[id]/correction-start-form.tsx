'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { CorrectionFields } from '@/app/university/checkout/invoice/correction/correction-fields'
import type { TaxIdGroup } from '@/app/university/checkout/invoice/correction/correction-fields'
import { startCorrection } from './correction-actions'

const EMPTY = { companyName: '', taxIdType: '', taxIdValue: '', poNumber: '' }

/** The buyer's form, filled in by finance. */
export function CorrectionStartForm(props: {
  readonly purchase: string
  readonly choices: readonly TaxIdGroup[]
}) {
  const [state, submit] = useActionState(startCorrection, { values: EMPTY, errors: {} })
  const open = state.problem !== undefined || Object.keys(state.errors).length > 0
  return (
    <details className="desk-confirm" open={open || undefined}>
      <summary className="desk-button">Correct the invoice…</summary>
      <form action={submit} noValidate className="max-w-xl">
        <input type="hidden" name="purchase" value={props.purchase} />
        {state.problem !== undefined && (
          <p className="field-error" role="alert">
            <span className="visually-hidden">Error: </span>
            {state.problem}
          </p>
        )}
        <CorrectionFields values={state.values} errors={state.errors} choices={props.choices} />
        <PendingButton label="Put it on the list" pendingLabel="Keeping …" className="desk-button" />
      </form>
    </details>
  )
}
