import { type Clock, systemClock } from '@/lib/clock'
import type { PurchaseId } from '@/lib/ids'
import { networkFailure } from '@/lib/network-failure'
import { traced } from '@/lib/telemetry/spans'
import type { FlockjayAnswer } from './answer'
import { classifyDelete, classifyPut, classifyReading, concludeRevoke, concludeUnlock } from './classify'
import { concludeCourse, coursePath } from './course'
import { concludeList, listPath } from './list'
import type { FlockjayPort, FlockjayReading, UnlockRequest } from './port'
import { LARGEST_PAGE_BYTES, readAnswer } from './read-answer'

export type FlockjayClientOptions = {
  /** Address that the contract's paths (openapi.yaml) are added to, with or without a closing slash. */
  readonly apiUrl: string
  readonly token: string
  /** For each HTTP call, until its body is read. */
  readonly timeoutMs?: number
  readonly clock?: Clock
}

type Connection = Required<FlockjayClientOptions>

/** Speaks the contract of openapi.yaml with Flockjay: a change, then GET, because an answer alone is not access (R14). */
export function createFlockjayClient(options: FlockjayClientOptions): FlockjayPort {
  const connection = { timeoutMs: 10_000, clock: systemClock, ...options }
  const read = async (purchaseId: PurchaseId): Promise<FlockjayReading> =>
    classifyReading(await call(connection, 'GET', pathOf(purchaseId)), purchaseId)
  return {
    read,
    course: async (id) => concludeCourse(await call(connection, 'GET', coursePath(id)), id),
    list: async (since, cursor) =>
      concludeList(
        await call(connection, 'GET', listPath(since, cursor), { largestBytes: LARGEST_PAGE_BYTES }),
      ),
    async unlock(request) {
      const answer = await call(connection, 'PUT', pathOf(request.purchaseId), {
        body: enrollmentBody(request),
      })
      const verdict = classifyPut(answer)
      if (verdict.outcome !== 'read-back') return verdict
      return concludeUnlock(await read(request.purchaseId), request, verdict.as)
    },
    async revoke(purchaseId) {
      const verdict = classifyDelete(await call(connection, 'DELETE', pathOf(purchaseId)))
      if (verdict.outcome !== 'read-back') return verdict
      return concludeRevoke(await read(purchaseId), verdict.as)
    },
  }
}

function pathOf(purchaseId: PurchaseId): string {
  return `/enrollments/${encodeURIComponent(purchaseId)}`
}

function enrollmentBody({ sku, smid, learner, orderRef }: UnlockRequest): string {
  const { id, email, name } = learner
  return JSON.stringify({ sku, smid, learner: { id, email, name }, order_ref: orderRef })
}

type Method = 'PUT' | 'GET' | 'DELETE'
type Sent = { readonly body?: string; readonly largestBytes?: number }

/** One HTTP call, in our trace; its headers carry none of it, because the contract knows of none. */
function call(
  connection: Connection,
  method: Method,
  path: string,
  sent: Sent = {},
): Promise<FlockjayAnswer> {
  const start = { name: `${method} Flockjay`, part: 'request-made', httpMethod: method } as const
  return traced(start, async (say) => {
    const answer = await exchange(connection, method, path, sent)
    say(answer.kind === 'answered' ? { httpStatus: answer.status } : { outcome: answer.kind })
    return answer
  })
}

async function exchange(
  { apiUrl, token, timeoutMs, clock }: Connection,
  method: Method,
  path: string,
  { body, largestBytes }: Sent,
): Promise<FlockjayAnswer> {
  try {
    const response = await fetch(apiUrl.replace(/\/+$/, '') + path, {
      method,
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json',
        authorization: `Token ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    return await readAnswer(response, clock.now(), largestBytes)
  } catch (error) {
    return { kind: 'unreachable', reason: networkFailure(error, timeoutMs) }
  }
}
