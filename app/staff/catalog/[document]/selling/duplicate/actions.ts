'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import { errorsOf, typedField } from '@/app/staff/catalog/unit-form-state'
import type { Did } from '@/app/staff/did-notice'
import { courseIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { DUPLICATE_FIELDS } from './form'
import type { DuplicateState } from './form'

const duplicateSchema = z.object({ title: typedField, sku: typedField, slug: typedField })

/** Makes a unit with the words of another and opens its page. Nothing of it is public before it is published. */
export async function duplicateUnit(_before: DuplicateState, data: FormData): Promise<DuplicateState> {
  const actor = await currentStaff()
  const course = courseIdSchema.safeParse(data.get('course'))
  if (!course.success) redirect('/staff/catalog')
  if (actor === undefined) redirect(`/staff/catalog/${course.data}/selling/duplicate`)
  const values = duplicateSchema.parse(Object.fromEntries(data))
  const made = await services().catalog.selling.duplicate(actor, course.data, values)
  if (made.outcome === 'invalid') return { values, errors: errorsOf(made.problems, DUPLICATE_FIELDS) }
  if (made.outcome === 'created')
    redirect(`/staff/catalog/${made.courseId}?did=${'unit-created' satisfies Did}`)
  return redirect(`/staff/catalog?did=${made.outcome satisfies Did}`)
}
