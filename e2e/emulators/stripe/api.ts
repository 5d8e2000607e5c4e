import type { Fault } from '../faults'
import { apiVersion, authenticate, header, type Headers } from './authentication'
import type { Call } from './call'
import { StripeFault, unknownAddress } from './errors'
import { expand } from './expand'
import { decodeForm } from './form-encoding'
import { claimKey, fingerprintOf, keepAnswer, refuseLongKey, releaseKey } from './idempotency'
import { newId } from './ids'
import { operations } from './operations'
import type { Operation } from './request-types'
import type { RequestValidation } from './request-validation'
import { type Match, matchOperation } from './router'
import type { Account } from './store'
import type { World } from './world'

export type ApiRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: string
  fault?: Fault | undefined
}
export type ApiAnswer = { status: number; headers: Record<string, string>; body: string }
export type Api = { world: World; validation: RequestValidation; secretKeys: readonly string[] | undefined }

type Answered = { status: number; body: string; replayed: boolean }

/** Answers one call of the REST API: who asks, in which version, for the first time or again, and with what result. */
export async function answerApi(api: Api, request: ApiRequest): Promise<ApiAnswer> {
  const requestId = newId('req')
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'request-id': requestId,
    'cache-control': 'no-cache, no-store',
  }
  try {
    const account = api.world.store.account(authenticate(request.headers, api.secretKeys))
    headers['stripe-version'] = apiVersion(request.headers)
    const key = header(request.headers, 'idempotency-key')
    if (key !== undefined) headers['idempotency-key'] = key
    const answered = await answerOnce(api, account, request, { requestId, key })
    if (answered.replayed) headers['idempotent-replayed'] = 'true'
    if (answered.status >= 500) headers['stripe-should-retry'] = 'true'
    return { status: answered.status, headers, body: answered.body }
  } catch (error) {
    return { ...errorAnswer(error, requestId), headers }
  }
}

type Identity = { requestId: string; key: string | undefined }

/** With a key, the same request gets the same answer; keys of GET requests mean nothing (docs.stripe.com/api/idempotent_requests). */
async function answerOnce(
  api: Api,
  account: Account,
  request: ApiRequest,
  identity: Identity,
): Promise<Answered> {
  const { key, requestId } = identity
  if (key === undefined || key === '' || request.method !== 'POST')
    return carryOut(api, account, request, identity)
  refuseLongKey(key)
  const kept = claimKey(account, key, fingerprintOf(request.path, request.body))
  if (kept) return { ...kept, replayed: true }
  try {
    const answered = await carryOut(api, account, request, identity)
    keepAnswer(account, key, { ...answered, requestId })
    return answered
  } catch (error) {
    const answer = errorAnswer(error, requestId)
    const keep = answer.status >= 500 || (error instanceof StripeFault && error.executed)
    if (keep) keepAnswer(account, key, { ...answer, requestId })
    else releaseKey(account, key)
    throw error
  } finally {
    api.world.changed()
  }
}

/**
 * Faults of this emulator's own, beside those of the shared server: `fail` answers with an error of the given status as
 * if Stripe had failed inside (kept under the key); `slow_answer` does the work at once and holds the answer back for
 * `count` milliseconds (`delayMs` delays the request before it arrives).
 */
async function carryOut(
  api: Api,
  account: Account,
  request: ApiRequest,
  identity: Identity,
): Promise<Answered> {
  const { fault } = request
  if (fault?.effect === 'fail') throw stripeFailed(fault.status ?? 500)
  const match = matchOperation(request.method, request.path)
  if (!match) throw unknownAddress(request.method, request.path)
  const cause = { requestId: identity.requestId, idempotencyKey: identity.key ?? null }
  const call = { world: api.world, account, cause }
  const form = decodeForm(request.method === 'GET' ? request.query.toString() : request.body)
  const body = run(api, call, match, form)
  if (request.method !== 'GET') api.world.changed()
  if (fault?.effect === 'slow_answer') {
    await new Promise<void>((resolve) => api.world.later(fault.count ?? 0, resolve))
  }
  return { status: 200, body, replayed: false }
}

function run<K extends Operation>(
  api: Api,
  call: Call,
  { operation, id, inner }: Match & { operation: K },
  form: ReturnType<typeof decodeForm>,
): string {
  const params = api.validation.parse(operation, form)
  const result = operations[operation](call, params, id, inner)
  return JSON.stringify(expand(call.account, result, expandPaths(params)), null, 2)
}

function expandPaths(params: object): string[] | undefined {
  const wanted: unknown = 'expand' in params ? params.expand : undefined
  return Array.isArray(wanted) ? wanted.map(String) : undefined
}

function stripeFailed(status: number): StripeFault {
  const message =
    'An unknown error occurred. If you continue to receive this error, please contact support@stripe.com.'
  return new StripeFault(status, { type: 'api_error', message }, { executed: true })
}

/** A mistake of this emulator is shown as one: it must not pass for Stripe's refusal. */
function errorAnswer(error: unknown, requestId: string): { status: number; body: string } {
  const fault =
    error instanceof StripeFault
      ? error
      : new StripeFault(500, { type: 'api_error', message: `The emulator failed: ${String(error)}` })
  const log = `https://dashboard.stripe.com/test/logs/${requestId}`
  return {
    status: fault.status,
    body: JSON.stringify({ error: { ...fault.body, request_log_url: log } }, null, 2),
  }
}
