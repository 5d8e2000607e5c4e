import { problem } from '@/app/api/_http/problem'
import { readViewer } from '@/app/university/checkout/viewer'
import { sessionIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

/** How far one purchase is, for the done page that waits. The stage only: what else is shown, the page renders. */
export async function GET(request: Request): Promise<Response> {
  const id = sessionIdSchema.safeParse(new URL(request.url).searchParams.get('session_id'))
  if (!id.success) return problem(400, 'Bad session id', 'session_id must be the id Stripe gave the session.')
  const progress = await services().checkout.progress(id.data, await readViewer())
  if (progress === undefined)
    return problem(404, 'Unknown session', 'No purchase of ours has this session id.')
  return Response.json({ stage: progress.stage }, { headers: { 'cache-control': 'no-store' } })
}
