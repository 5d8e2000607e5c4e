'use client'

import { useActionState, useRef } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import { UnitField } from '@/app/staff/catalog/unit-field'
import { createUnit } from './actions'
import { NEW_UNIT_FIELDS } from './form'
import type { NewUnitState } from './form'
import { KindField } from './kind-field'
import { suggestSku, suggestSlug } from './suggest'

const NOTHING: NewUnitState = { values: { kind: '', title: '', sku: '', slug: '' }, errors: {} }

/** What a new unit is, and how it is named. SKU and address follow the title until somebody types them. */
export function NewUnitForm() {
  const [{ values, errors }, submit] = useActionState(createUnit, NOTHING)
  const form = useRef<HTMLFormElement>(null)
  const suggested = useRef({ sku: '', slug: '' })
  const suggest = () => {
    if (form.current === null) return
    const data = new FormData(form.current)
    const [kind, title] = [textOf(data, 'kind'), textOf(data, 'title')]
    const next = { sku: suggestSku(kind, title), slug: suggestSlug(title) }
    follow(form.current, 'sku', suggested.current.sku, next.sku)
    follow(form.current, 'slug', suggested.current.slug, next.slug)
    suggested.current = next
  }
  return (
    <>
      <ErrorSummary errors={errors} order={NEW_UNIT_FIELDS} page="New unit" />
      <form ref={form} action={submit} className="edit-form" noValidate>
        <KindField value={values.kind} error={errors.kind} onChange={suggest} />
        <div onInput={suggest}>
          <UnitField
            id="title"
            label="Title"
            hint="Up to 60 characters. It can be changed later."
            value={values.title}
            error={errors.title}
          />
        </div>
        <UnitField
          id="sku"
          label="SKU"
          hint="The code by which Flockjay, Stripe and finance know the unit, such as RU-LAB-LOCKS. It is fixed once somebody begins to buy."
          value={values.sku}
          error={errors.sku}
          code
        />
        <UnitField
          id="slug"
          label="Address"
          hint={
            <>
              Comes after <span className="mono">/university/courses/</span>, such as{' '}
              <span className="mono">distributed-locks</span>. It is fixed once the page is published.
            </>
          }
          value={values.slug}
          error={errors.slug}
          code
        />
        <PendingButton
          label="Create and write its page"
          pendingLabel="Creating …"
          className="button-primary"
        />
      </form>
    </>
  )
}

/** Changes a field only while it holds what was suggested before: what somebody typed stays. */
function follow(form: HTMLFormElement, name: string, before: string, next: string): void {
  const input = form.elements.namedItem(name)
  if (input instanceof HTMLInputElement && (input.value === '' || input.value === before)) input.value = next
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}
