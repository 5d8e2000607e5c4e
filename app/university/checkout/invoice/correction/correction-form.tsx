'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { askForCorrection } from './actions'
import { CorrectionErrors } from './correction-errors'
import { CorrectionFields } from './correction-fields'
import type { TaxIdGroup } from './correction-fields'

const EMPTY = { companyName: '', taxIdType: '', taxIdValue: '', poNumber: '' }

/** Works as a plain form too; scripts only save a page load. */
export function CorrectionForm(props: {
  readonly sessionId: string
  readonly choices: readonly TaxIdGroup[]
}) {
  const [state, submit] = useActionState(askForCorrection, { values: EMPTY, errors: {} })
  return (
    <>
      <CorrectionErrors errors={state.errors} />
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
