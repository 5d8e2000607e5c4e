import { currentStaff } from '@/app/_session/staff'
import { socialCard } from '@/app/_ui/social-card'
import { parseSubject } from '@/lib/catalog/documents/subject'
import { services } from '@/lib/runtime/services'

/** The picture that would be shown when the unit's address is shared, with the words of its draft. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ document: string }> },
): Promise<Response> {
  const actor = await currentStaff()
  const subject = parseSubject((await params).document)
  if (actor === undefined || subject === undefined) return new Response(null, { status: 404 })
  const found = await services().catalog.preview.draftCourse(actor, subject)
  if (found.outcome !== 'found') return new Response(null, { status: 404 })
  const card = await socialCard(found.course)
  return new Response(card.body, { headers: { 'content-type': 'image/png' } })
}
