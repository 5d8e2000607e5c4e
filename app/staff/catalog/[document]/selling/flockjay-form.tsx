'use client'

import { useActionState } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { UnitField } from '@/app/staff/catalog/unit-field'
import { mapFlockjay } from './actions'

/** Which course of Flockjay a unit opens. Kept only when Flockjay has it; its title there is shown to be compared. */
export function FlockjayForm({
  courseId,
  id,
}: {
  readonly courseId: string
  readonly id: string | undefined
}) {
  const [{ values, errors, said }, submit] = useActionState(mapFlockjay, {
    values: { flockjayCourseId: id ?? '' },
    errors: {},
    said: '',
  })
  return (
    <form action={submit} className="edit-form" noValidate>
      <input type="hidden" name="course" value={courseId} />
      <UnitField
        id="flockjayCourseId"
        label="Course id in Flockjay"
        hint="What a buyer gets access to. It is looked up in Flockjay first."
        value={values.flockjayCourseId}
        error={errors.flockjayCourseId}
        code
      />
      <div className="edit-buttons edit-answer">
        <PendingButton label="Check and keep" pendingLabel="Asking Flockjay …" className="desk-button" />
        {/* There before it says something, so that it is read out when it does. */}
        <p role="status">{said}</p>
      </div>
      <p role="alert" className="visually-hidden">
        {errors.flockjayCourseId}
      </p>
    </form>
  )
}
