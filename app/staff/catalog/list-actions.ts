'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { courseIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import type { MoveState } from './move-state'

const LIST = '/staff/catalog'
const moveSchema = z.object({
  course: courseIdSchema,
  direction: z.enum(['up', 'down']),
  title: z.string().max(200).catch('The unit'),
})

/** Moves a unit one place in the catalog, and says what came of it. Public at once. */
export async function moveUnit(before: MoveState, data: FormData): Promise<MoveState> {
  const actor = await currentStaff()
  const form = moveSchema.safeParse({
    course: data.get('course'),
    direction: data.get('direction'),
    title: data.get('title'),
  })
  if (actor === undefined || !form.success) redirect(LIST)
  const { course, direction, title } = form.data
  const { outcome } = await services().catalog.selling.move(actor, course, direction)
  if (outcome === 'forbidden' || outcome === 'missing') redirect(`${LIST}?did=${outcome satisfies Did}`)
  if (outcome === 'moved') revalidatePath('/university', 'layout')
  revalidatePath(LIST)
  const said =
    outcome === 'moved' ? `${title} moved ${direction}` : `${title} is at the ${END[direction]} already`
  return { turn: before.turn + 1, direction, said }
}

const END = { up: 'top', down: 'end' } as const

/** Takes a publication off the schedule. The words stay in the draft. */
export async function cancelScheduled(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const publication = z.uuid().safeParse(data.get('publication'))
  if (actor === undefined || !publication.success) redirect(LIST)
  const { outcome } = await services().catalog.documents.cancel(actor, publication.data)
  redirect(`${LIST}?did=${CANCELLED[outcome]}`)
}

const CANCELLED = {
  cancelled: 'publication-cancelled',
  'too-late': 'publication-too-late',
  forbidden: 'forbidden',
  missing: 'missing',
} as const satisfies Record<string, Did>
