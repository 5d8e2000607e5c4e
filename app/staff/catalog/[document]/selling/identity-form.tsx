'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import { UnitField } from '@/app/staff/catalog/unit-field'
import { identifyUnit } from './actions'
import { IDENTITY_FIELDS } from './identity-state'

type Props = {
  readonly courseId: string
  readonly sku: string
  readonly slug: string
  readonly repeatable: boolean
  readonly skuFixed: boolean
  readonly slugFixed: boolean
}

/** The codes a unit is known by; one that others rely on already can be read and copied, not changed. */
export function IdentityForm({ courseId, skuFixed, slugFixed, ...unit }: Props) {
  const [state, submit] = useActionState(identifyUnit, {
    values: { sku: unit.sku, slug: unit.slug },
    errors: {},
    repeatable: unit.repeatable,
  })
  return (
    <>
      <ErrorSummary errors={state.errors} order={IDENTITY_FIELDS} page="Selling" />
      <form action={submit} className="edit-form" noValidate>
        <input type="hidden" name="course" value={courseId} />
        <UnitField
          id="sku"
          label="SKU"
          hint={skuFixed ? 'Fixed: somebody began to buy it.' : 'Fixed once somebody begins to buy it.'}
          value={state.values.sku}
          error={state.errors.sku}
          fixed={skuFixed}
          code
        />
        <UnitField
          id="slug"
          label="Address"
          hint={
            <>
              Comes after <span className="mono">/university/courses/</span>.{' '}
              {slugFixed ? 'Fixed: the page was published.' : 'Fixed once the page is published.'}
            </>
          }
          value={state.values.slug}
          error={state.errors.slug}
          fixed={slugFixed}
          code
        />
        <div className="edit-choices">
          <div>
            <input
              type="checkbox"
              id="repeatable"
              name="repeatable"
              defaultChecked={state.repeatable}
              aria-describedby="repeatable-hint"
            />
            <div>
              <label htmlFor="repeatable">May be bought again by whoever has it</label>
              <p id="repeatable-hint" className="fine">
                Such as another try at an exam. Without it, whoever has it is led to it instead of paying
                twice.
              </p>
            </div>
          </div>
        </div>
        <PendingButton label="Keep these" pendingLabel="Keeping …" className="desk-button" />
      </form>
    </>
  )
}
