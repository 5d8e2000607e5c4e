import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { answerWrites } from './answer-writes'
import { notFound } from './api-answer'
import type { CallCount } from './call-count'
import { effectAnswer, requestLimit, sessionExpired } from './call-effects'
import { answerComposite } from './composite'
import { answerQuery, type OpenQueries } from './query-answers'
import type { OrgRecords } from './records'
import type { Sessions } from './sessions'

export type RestContext = {
  readonly records: OrgRecords
  readonly sessions: Sessions
  readonly calls: CallCount
  readonly openQueries: OpenQueries
}

/** The versions that `/services/data` lists: what is older or newer behaves otherwise, and is not modelled. */
const VERSIONED = /^(\/services\/data\/v(?:65|66|67)\.0)(\/.*)$/

/**
 * `/services/data/…`: lets callers in, counts their calls and has them answered. Effects its faults know, in place of any
 * answer: call-effects.ts; and `lost-answer` (done, then the connection breaks). Those on records: write-effects.ts.
 */
export function answerRest(context: RestContext, request: EmulatorRequest): EmulatorResponse {
  const { sessions, calls } = context
  const effect = effectAnswer(request)
  if (effect) return effect
  if (/^\/services\/data\/?$/.test(request.path)) return answerOne(context, request)
  if (!sessions.admits(request.headers.authorization)) return sessionExpired()
  const [, , rest] = VERSIONED.exec(request.path) ?? []
  if (rest === undefined) return notFound()
  const { used, allowed } = calls.budget()
  if (used >= allowed) return withUsage(calls, requestLimit())
  calls.add(request.method, rest)
  const answer = withUsage(calls, answered(context, request, rest))
  return request.fault?.effect === 'lost-answer' ? { ...answer, drop: true } : answer
}

function answered(context: RestContext, request: EmulatorRequest, rest: string): EmulatorResponse {
  if (!/^\/composite\/?$/.test(rest)) return answerOne(context, request)
  const one = (subrequest: EmulatorRequest): EmulatorResponse => answerOne(context, subrequest)
  return answerComposite({ records: context.records, answerOne: one }, request)
}

function answerOne(context: RestContext, request: EmulatorRequest): EmulatorResponse {
  const [, base, rest] = VERSIONED.exec(request.path) ?? []
  if (base !== undefined && /^\/query(\/|$)/.test(rest ?? ''))
    return answerQuery(context, request, base, rest ?? '')
  const limits = () => context.calls.budget()
  return answerWrites({ records: context.records, limits }, request) ?? notFound()
}

function withUsage(calls: CallCount, answer: EmulatorResponse): EmulatorResponse {
  const { used, allowed } = calls.budget()
  return { ...answer, headers: { ...answer.headers, 'sforce-limit-info': `api-usage=${used}/${allowed}` } }
}
