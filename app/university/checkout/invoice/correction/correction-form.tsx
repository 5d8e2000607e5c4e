'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import { askForCorrection } from './actions'
import { CorrectionFields } from './correction-fields'
import type { TaxIdGroup } from './correction-fields'

const EMPTY = { companyName: '', taxIdType: '', taxIdValue: '', poNumber: '' }

const FIELDS = ['companyName', 'taxIdType', 'taxIdValue', 'poNumber'] as const

/** Works as a plain form too; scripts only save a page load. */
export function CorrectionForm(props: {
  readonly sessionId: string
  readonly choices: readonly TaxIdGroup[]
}) {
  const [state, submit] = useActionState(askForCorrection, { values: EMPTY, errors: {} })
  return (
    <>
      <ErrorSummary errors={state.errors} order={FIELDS} page="Correct an invoice" />
      <form action={submit} noValidate className="checkout-form">
        <input type="hidden" name="session" value={props.sessionId} />
        <CorrectionFields values={state.values} errors={state.errors} choices={props.choices} />
        <PendingButton
          label="Ask for the corrected invoice"
          pendingLabel="Sending …"
          className="button-primary wide"
        />
      </form>
    </>
  )
}
