'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { parseSubject, subjectKey } from '@/lib/catalog/documents/subject'
import type { Subject } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { revisionIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

const LIST = '/staff/catalog'

/** Makes an earlier revision public again. */
export async function restore(data: FormData): Promise<void> {
  const { actor, subject, page } = await place(data)
  const revision = revisionIdSchema.safeParse(data.get('revision'))
  if (!revision.success) redirect(page)
  const { outcome } = await services().catalog.documents.restore(actor, subject, revision.data)
  if (outcome === 'published') revalidatePath('/university', 'layout')
  redirect(`${page}?did=${RESTORED[outcome]}`)
}

const RESTORED = {
  published: 'revision-restored',
  unchanged: 'revision-public',
  incomplete: 'revision-incomplete',
  forbidden: 'forbidden',
  missing: 'missing',
} as const satisfies Record<string, Did>

/** Takes what is scheduled off the schedule. */
export async function cancelPublication(data: FormData): Promise<void> {
  const { actor, page } = await place(data)
  const publication = z.uuid().safeParse(data.get('publication'))
  if (!publication.success) redirect(page)
  const { outcome } = await services().catalog.documents.cancel(actor, publication.data)
  redirect(`${page}?did=${CANCELLED[outcome]}`)
}

const CANCELLED = {
  cancelled: 'publication-cancelled',
  'too-late': 'publication-too-late',
  forbidden: 'forbidden',
  missing: 'missing',
} as const satisfies Record<string, Did>

async function place(data: FormData): Promise<{ actor: StaffActor; subject: Subject; page: string }> {
  const actor = await currentStaff()
  const document = data.get('document')
  const subject = typeof document === 'string' ? parseSubject(document) : undefined
  if (actor === undefined || subject === undefined) redirect(LIST)
  return { actor, subject, page: `${LIST}/${subjectKey(subject)}/history` }
}
