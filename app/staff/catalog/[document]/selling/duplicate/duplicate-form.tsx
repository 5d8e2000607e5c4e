'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import { UnitField } from '@/app/staff/catalog/unit-field'
import { duplicateUnit } from './actions'
import { DUPLICATE_FIELDS } from './form'

type Props = {
  readonly courseId: string
  readonly title: string
  readonly sku: string
  readonly slug: string
}

/** How the copy is named: begins with the names of the original, which are taken, so that one sees what to change. */
export function DuplicateForm({ courseId, title, sku, slug }: Props) {
  const [{ values, errors }, submit] = useActionState(duplicateUnit, {
    values: { title, sku, slug },
    errors: {},
  })
  return (
    <>
      <ErrorSummary errors={errors} order={DUPLICATE_FIELDS} page="Duplicate" />
      <form action={submit} className="edit-form" noValidate>
        <input type="hidden" name="course" value={courseId} />
        <UnitField id="title" label="Title" value={values.title} error={errors.title} />
        <UnitField
          id="sku"
          label="SKU"
          hint={`Not ${sku}: that is the original’s.`}
          value={values.sku}
          error={errors.sku}
          code
        />
        <UnitField
          id="slug"
          label="Address"
          hint={`Comes after /university/courses/, and is not ${slug}.`}
          value={values.slug}
          error={errors.slug}
          code
        />
        <PendingButton label="Duplicate it" pendingLabel="Duplicating …" className="button-primary" />
      </form>
    </>
  )
}
