import { problem } from '@/app/api/_http/problem'
import { requestId } from '@/app/api/_http/request-id'
import type { ApiScope } from '@/lib/identity/api-key'
import { services } from '@/lib/runtime/services'

/** What everybody gets who shows no key, or one that is malformed, unknown or revoked: the same words for all. */
const NO_KEY = 'Send a valid API key: Authorization: Bearer ruk_…'

/** Answers only to a key with this scope, and not too often; whatever goes wrong is a problem document. */
export async function guarded(
  request: Request,
  scope: ApiScope,
  answer: () => Promise<Response>,
): Promise<Response> {
  const { admitApi, log } = services()
  try {
    const admission = await admitApi({
      authorization: request.headers.get('authorization'),
      forwardedFor: request.headers.get('x-forwarded-for'),
      scope,
    })
    switch (admission.outcome) {
      case 'admitted':
        return await answer()
      case 'unknown':
        return problem(401, 'Not authenticated', NO_KEY, {
          'www-authenticate': 'Bearer realm="Redis University"',
        })
      case 'forbidden':
        return problem(403, 'Not allowed', `This key lacks the scope ${scope}.`, {
          'www-authenticate': `Bearer realm="Redis University", error="insufficient_scope", scope="${scope}"`,
        })
      case 'too-many':
        return problem(429, 'Too many requests', `Wait ${admission.retryAfterSeconds} s, then try again.`, {
          'retry-after': String(admission.retryAfterSeconds),
        })
    }
  } catch (error) {
    log.error({ err: error, request: requestId(request.headers) }, 'a machine interface could not answer')
    return problem(503, 'Unavailable', 'This cannot be answered now. Try again.', { 'retry-after': '5' })
  }
}
