import { problem } from '@/app/api/_http/problem'
import { guarded } from '@/app/api/v1/_http/guarded'
import { jsonWithEtag } from '@/app/api/v1/_http/json-with-etag'
import type { EntitledLearner, Entitlement } from '@/lib/access/entitlements'
import { writeEntitlementsCursor } from '@/lib/access/entitlements-cursor'
import { services } from '@/lib/runtime/services'
import { parseRequest } from './parse-request'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/api/v1/_http/read-only'

/** Who of an account may open what: read by the Cloud profile and Flockjay (R17). Ids only, never a name or e-mail. */
export function GET(request: Request, { params }: { params: Promise<{ smid: string }> }): Promise<Response> {
  return guarded(request, 'entitlements', async () => {
    const wanted = parseRequest((await params).smid, new URL(request.url).searchParams)
    if (typeof wanted === 'string') return problem(400, 'Malformed request', wanted)
    const { learners, next } = await services().entitlements(wanted)
    const body = {
      smid: wanted.smid,
      learners: learners.map(learnerOf),
      next: next === undefined ? null : writeEntitlementsCursor(next),
    }
    return jsonWithEtag(request, body, { 'cache-control': 'private, no-cache' })
  })
}

function learnerOf({ learner, flockjayUserId, contactId, courses }: EntitledLearner) {
  return {
    learner,
    ...(flockjayUserId === null ? {} : { flockjay_user_id: flockjayUserId }),
    ...(contactId === null ? {} : { contact_id: contactId }),
    courses: courses.map(courseOf),
  }
}

function courseOf({ sku, title, state, reason, purchases, since, decidedAt }: Entitlement) {
  return {
    sku,
    title,
    state,
    reason,
    purchases: purchases.map((purchase) => ({
      id: purchase.id,
      reference: purchase.reference,
      state: purchase.state,
      identity: purchase.identity,
      paid_at: purchase.paidAt,
    })),
    since,
    decided_at: decidedAt,
  }
}
