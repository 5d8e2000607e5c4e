import { problem } from '@/app/api/_http/problem'
import { services } from '@/lib/runtime/services'

export const dynamic = 'force-dynamic'

/** The process can do its work: the database answers and has this version's migrations. */
export async function GET(): Promise<Response> {
  const state = await services().ready()
  if (state.ready) return Response.json({ status: 'ready' }, { headers: { 'cache-control': 'no-store' } })
  return problem(503, 'Not ready', state.reason)
}
