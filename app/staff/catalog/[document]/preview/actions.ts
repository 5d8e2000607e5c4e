'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { draftTokenSchema } from '@/lib/catalog/documents/draft-token'
import { parseSubject, subjectKey } from '@/lib/catalog/documents/subject'
import { services } from '@/lib/runtime/services'

const LIST = '/staff/catalog'

/** Keeps the draft as it is now as a revision, and shows that one. */
export async function previewDraft(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const document = data.get('document')
  const subject = typeof document === 'string' ? parseSubject(document) : undefined
  const token = draftTokenSchema.safeParse(data.get('token'))
  if (actor === undefined || subject === undefined || !token.success) redirect(LIST)
  const page = `${LIST}/${subjectKey(subject)}/preview`
  const frozen = await services().catalog.documents.freeze(actor, subject, token.data)
  if (frozen.outcome === 'frozen') redirect(`${page}?revision=${frozen.revisionId}`)
  const did = frozen.outcome === 'conflict' ? 'preview-changed' : frozen.outcome
  redirect(`${page}?did=${did satisfies Did}`)
}
