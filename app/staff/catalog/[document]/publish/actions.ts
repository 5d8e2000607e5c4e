'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Done } from '@/app/staff/catalog/[document]/done-notice'
import { draftTokenSchema } from '@/lib/catalog/documents/draft-token'
import { parseSubject, subjectKey } from '@/lib/catalog/documents/subject'
import { services } from '@/lib/runtime/services'
import type { PublishProblem } from './publish-words'

export type PublishState = { readonly problem?: PublishProblem }
export type ScheduleState = {
  readonly values: { readonly at: string; readonly zone: string }
  readonly problem?: PublishProblem
}

const typedSchema = z.object({ at: z.string().max(30), zone: z.string().max(64) })

/** Makes public now exactly the draft that the page showed. */
export async function publishNow(_before: PublishState, data: FormData): Promise<PublishState> {
  const { actor, subject, token, home } = await readPlace(data)
  const { outcome } = await services().catalog.documents.publish(actor, subject, token)
  if (outcome !== 'published') return { problem: outcome }
  revalidatePath('/university', 'layout')
  redirect(`${home}?did=${'published' satisfies Done}`)
}

/** Has exactly the draft that the page showed become public at a time on some clock. */
export async function publishLater(_before: ScheduleState, data: FormData): Promise<ScheduleState> {
  const { actor, subject, token, home } = await readPlace(data)
  const typed = typedSchema.safeParse({ at: data.get('at'), zone: data.get('zone') })
  if (!typed.success) return { values: { at: '', zone: '' }, problem: 'no-such-time' }
  const values = typed.data
  if (values.at === '') return { values, problem: 'no-time' }
  const { outcome } = await services().catalog.documents.schedule(actor, subject, token, values)
  if (outcome !== 'scheduled') return { values, problem: outcome }
  redirect(`${home}?did=${'scheduled' satisfies Done}`)
}

/** Signed out, or a form that no page of ours made: back to where the page says what to do. */
async function readPlace(data: FormData) {
  const actor = await currentStaff()
  const key = data.get('document')
  const subject = typeof key === 'string' ? parseSubject(key) : undefined
  const token = draftTokenSchema.safeParse(data.get('token'))
  if (subject === undefined) redirect('/staff/catalog')
  const home = `/staff/catalog/${subjectKey(subject)}`
  if (actor === undefined || !token.success) redirect(`${home}/publish`)
  return { actor, subject, token: token.data, home }
}
