'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import { errorsOf, typedField } from '@/app/staff/catalog/unit-form-state'
import type { Did } from '@/app/staff/did-notice'
import type { NoteState } from '@/app/staff/note-state'
import { courseIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { IDENTITY_FIELDS } from './identity-state'
import type { FlockjayState, IdentityState } from './identity-state'

/** Puts a unit on sale, or takes it off again. Public at once. */
export async function sellUnit(data: FormData): Promise<void> {
  const { actor, course, page } = await asked(data)
  const sale = data.get('sale') === 'open' ? 'open' : 'announced'
  const { outcome } = await services().catalog.selling.sell(actor, course, sale)
  done(page, outcome === 'changed' ? SOLD[sale] : KEPT[outcome])
}

const SOLD = { open: 'unit-on-sale', announced: 'unit-off-sale' } as const satisfies Record<string, Did>
const KEPT = {
  unchanged: 'unit-unchanged',
  retired: 'unit-is-retired',
  blocked: 'unit-blocked',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** Retires a unit with a reason; one that cannot be kept comes back. Public at once. */
export async function retireUnit(_before: NoteState, data: FormData): Promise<NoteState> {
  const { actor, course, page } = await asked(data)
  const note = typedField.parse(data.get('note'))
  const result = await services().catalog.selling.retire(actor, course, note)
  if (result.outcome === 'invalid') return { note, error: result.problems[0]?.message ?? 'Write why' }
  return done(page, result.outcome === 'retired' ? 'unit-retired' : KEPT[result.outcome])
}

/** Takes a retired unit back into the catalog. */
export async function takeBack(data: FormData): Promise<void> {
  const { actor, course, page } = await asked(data)
  const { outcome } = await services().catalog.selling.unretire(actor, course)
  done(page, outcome === 'announced' ? 'unit-back' : KEPT[outcome])
}

/** Keeps a unit's SKU and address, and whether it may be bought again. */
export async function identifyUnit(_before: IdentityState, data: FormData): Promise<IdentityState> {
  const { actor, course, page } = await asked(data)
  const values = identitySchema.parse(Object.fromEntries(data))
  const repeatable = data.get('repeatable') === 'on'
  const result = await services().catalog.selling.identify(actor, course, { ...values, repeatable })
  if (result.outcome === 'invalid')
    return { values, repeatable, errors: errorsOf(result.problems, IDENTITY_FIELDS) }
  return done(page, result.outcome === 'changed' ? 'unit-identified' : KEPT[result.outcome])
}

const identitySchema = z.object({ sku: typedField, slug: typedField })

/** Says which course of Flockjay a unit opens, once Flockjay has confirmed that there is one. */
export async function mapFlockjay(_before: FlockjayState, data: FormData): Promise<FlockjayState> {
  const { actor, course, page } = await asked(data)
  const typed = typedField.parse(data.get('flockjayCourseId'))
  const values = { flockjayCourseId: typed }
  const result = await services().catalog.selling.mapFlockjay(actor, course, typed)
  if (result.outcome === 'invalid')
    return { values, errors: errorsOf(result.problems, ['flockjayCourseId']), said: '' }
  if (result.outcome === 'unknown-there' || result.outcome === 'unreachable')
    return { values, errors: { flockjayCourseId: UNMAPPED[result.outcome] }, said: '' }
  if (result.outcome !== 'mapped') return done(page, KEPT[result.outcome])
  refresh(page)
  return { values, errors: {}, said: `Kept. Flockjay calls this course “${result.title}”.` }
}

const UNMAPPED = {
  'unknown-there': 'Flockjay has no course with this id',
  unreachable: 'Flockjay did not answer, so nothing was changed. Try again in a minute',
} as const

/** The unit of a form, and who asks; away from here when either is not known. */
async function asked(data: FormData) {
  const actor = await currentStaff()
  const course = courseIdSchema.safeParse(data.get('course'))
  if (!course.success) redirect('/staff/catalog')
  const page = `/staff/catalog/${course.data}/selling`
  if (actor === undefined) redirect(page)
  return { actor, course: course.data, page }
}

function done(page: string, did: Did): never {
  refresh(page)
  redirect(`${page}?did=${did}`)
}

/** What is sold and where it opens is on public pages too. */
function refresh(page: string): void {
  revalidatePath('/university', 'layout')
  revalidatePath(page)
}
