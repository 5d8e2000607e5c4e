'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { dropPrice, finishPrice } from './price-actions'

type Props = {
  readonly courseId: string
  readonly priceId: string
  readonly label: string
  /** It was never sold at, so it can be given up. */
  readonly droppable?: boolean
}

/** Goes on with a price that is not made at Stripe yet, or gives it up. What Stripe says against it is shown here. */
export function FinishForm({ courseId, priceId, label, droppable = false }: Props) {
  const [{ problem }, finish] = useActionState(finishPrice, { problem: undefined })
  const ids = (
    <>
      <input type="hidden" name="course" value={courseId} />
      <input type="hidden" name="price" value={priceId} />
    </>
  )
  return (
    <>
      <p role="alert" className="field-error">
        {problem}
      </p>
      <div className="edit-buttons">
        <form action={finish}>
          {ids}
          <PendingButton label={label} pendingLabel="Asking Stripe …" className="desk-button" />
        </form>
        {droppable && (
          <form action={dropPrice}>
            {ids}
            <PendingButton label="Drop it" pendingLabel="Dropping …" className="desk-button" />
          </form>
        )}
      </div>
    </>
  )
}
