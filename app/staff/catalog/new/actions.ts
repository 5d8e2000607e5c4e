'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { errorsOf, typedField } from '@/app/staff/catalog/unit-form-state'
import { services } from '@/lib/runtime/services'
import { NEW_UNIT_FIELDS } from './form'
import type { NewUnitState } from './form'

const newUnitSchema = z.object({ kind: typedField, title: typedField, sku: typedField, slug: typedField })

/** Makes a unit and opens its page. Nothing of it is public before it is published. */
export async function createUnit(_before: NewUnitState, data: FormData): Promise<NewUnitState> {
  const actor = await currentStaff()
  if (actor === undefined) redirect('/staff/catalog/new')
  const values = newUnitSchema.parse(Object.fromEntries(data))
  const made = await services().catalog.selling.create(actor, values)
  if (made.outcome === 'forbidden') redirect(`/staff/catalog?did=${made.outcome satisfies Did}`)
  if (made.outcome === 'created')
    redirect(`/staff/catalog/${made.courseId}?did=${'unit-created' satisfies Did}`)
  return { values, errors: errorsOf(made.problems, NEW_UNIT_FIELDS) }
}
