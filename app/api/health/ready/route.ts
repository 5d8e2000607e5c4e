import { problem } from '@/app/api/_http/problem'
import { currentStaff } from '@/app/_session/staff'
import { services } from '@/lib/runtime/services'
import { healthDetails } from './details'

export const dynamic = 'force-dynamic'

/**
 * The process can do its work: the database answers and has this version's migrations. An employee with support,
 * finance or admin who is signed in also gets `details`: how the whole system stands.
 */
export async function GET(): Promise<Response> {
  const state = await services().health.ready()
  if (!state.ready) return problem(503, 'Not ready', state.reason)
  const details = await detailsForStaff()
  const body = { status: 'ready', ...(details === undefined ? {} : { details }) }
  return Response.json(body, { headers: { 'cache-control': 'no-store' } })
}

/** What went wrong with the details says nothing about whether this process is ready. */
async function detailsForStaff() {
  const { health, log } = services()
  try {
    const actor = await currentStaff()
    if (actor === undefined) return undefined
    const result = await health.ask(actor)
    return result.outcome === 'found' ? healthDetails(result.facts) : undefined
  } catch (error) {
    log.error({ err: error }, 'the details of health could not be read')
    return undefined
  }
}
