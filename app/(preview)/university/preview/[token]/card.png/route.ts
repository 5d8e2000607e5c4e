import { socialCard } from '@/app/_ui/social-card'
import { services } from '@/lib/runtime/services'

/** The picture that would be shown when the previewed unit's address is shared. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const preview = await services().catalog.preview.open((await params).token)
  if (preview?.shown.page !== 'course') return new Response(null, { status: 404 })
  const card = await socialCard(preview.shown.course)
  return new Response(card.body, { headers: { 'content-type': 'image/png' } })
}
