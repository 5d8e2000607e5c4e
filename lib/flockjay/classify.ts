import type { Answered, FlockjayAnswer } from './answer'
import { enrollmentIn, hasError, isAlreadyEnrolled } from './enrollment'
import type { FlockjayResult, UnlockRequest } from './port'

/** `read-back` is no result yet: Flockjay says that the access is there, and must show it. */
export type PutVerdict = FlockjayResult | { readonly outcome: 'read-back'; readonly as: 'done' | 'already' }

type Rule<Verdict> = {
  readonly when: (answer: Answered) => boolean
  readonly then: (answer: Answered) => Verdict
}

const status =
  (...statuses: readonly number[]) =>
  (answer: Answered): boolean =>
    statuses.includes(answer.status)
const between =
  (low: number, high: number) =>
  (answer: Answered): boolean =>
    answer.status >= low && answer.status <= high
const otherwise = (): boolean => true

const retry =
  (detail: string, destinationDown: boolean) =>
  ({ retryAfterMs, status: code }: Answered): FlockjayResult => ({
    outcome: 'retry',
    detail: `${detail} (${code})`,
    destinationDown,
    ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
  })
const stop =
  (outcome: 'permanent' | 'needs-person', detail: string) =>
  ({ status: code }: Answered): FlockjayResult => ({ outcome, detail: `${detail} (${code})` })
const readBack = (as: 'done' | 'already') => (): PutVerdict => ({ outcome: 'read-back', as })

/** What means the same for every call: trouble of Flockjay or of the way to it. The first rule that fits decides. */
const TROUBLE: readonly Rule<FlockjayResult>[] = [
  { when: status(401, 403), then: retry('Flockjay refuses the API token', true) },
  { when: status(429), then: retry('Flockjay asks for fewer calls', false) },
  { when: between(500, 599), then: retry('Flockjay has an error of its own', true) },
  { when: status(408, 425), then: retry('Flockjay was not ready for the call', true) },
  { when: between(300, 399), then: retry('Flockjay redirects instead of answering', true) },
]
const UNREADABLE: readonly Rule<FlockjayResult>[] = [
  { when: ({ content }) => content === 'empty', then: retry('Flockjay answers with an empty body', true) },
  {
    when: ({ content }) => content === 'other',
    then: retry('Flockjay answers something other than JSON', true),
  },
]

/** PUT /enrollments/{purchase_id}. A 409 needs no readable body: Flockjay's word is checked by reading back. */
const PUT_RULES: readonly Rule<PutVerdict>[] = [
  ...TROUBLE,
  { when: isAlreadyEnrolled, then: readBack('already') },
  ...UNREADABLE,
  { when: status(404), then: stop('needs-person', 'Flockjay does not know this course') },
  { when: status(422), then: stop('needs-person', 'Flockjay cannot use these details') },
  { when: between(400, 499), then: stop('permanent', 'Flockjay refuses the request') },
  { when: hasError, then: retry('Flockjay reports an error inside a success', false) },
  { when: status(200), then: readBack('already') },
  { when: between(200, 299), then: readBack('done') },
  { when: otherwise, then: retry('Flockjay answers with an unknown status', true) },
]

/** GET /enrollments/{purchase_id}, up to where the enrolment itself is looked at. */
const READ_BACK_RULES: readonly Rule<FlockjayResult>[] = [
  ...TROUBLE,
  ...UNREADABLE,
  { when: status(404), then: retry('Flockjay accepted, but shows no enrolment', false) },
  { when: between(400, 499), then: stop('permanent', 'Flockjay refuses to show the enrolment') },
  { when: hasError, then: retry('Flockjay reports an error inside a success', false) },
  {
    when: (answer) => enrollmentIn(answer) === undefined,
    then: retry('Flockjay shows an enrolment we cannot read', false),
  },
]

function decide<Verdict>(rules: readonly Rule<Verdict>[], answer: Answered): Verdict | undefined {
  return rules.find(({ when }) => when(answer))?.then(answer)
}

function unreachable(reason: string): FlockjayResult {
  return { outcome: 'retry', detail: `Flockjay could not be reached: ${reason}`, destinationDown: true }
}

/** Concludes from the answer to the PUT; facts: the contract in openapi.yaml, R14. Pure. */
export function classifyPut(answer: FlockjayAnswer): PutVerdict {
  if (answer.kind === 'unreachable') return unreachable(answer.reason)
  return decide(PUT_RULES, answer) ?? retry('Flockjay answers with an unknown status', true)(answer)
}

/** Concludes from the GET after the PUT: only an active enrolment of this course and account is access. Pure. */
export function classifyReadBack(
  answer: FlockjayAnswer,
  { sku, smid }: Pick<UnlockRequest, 'sku' | 'smid'>,
  as: 'done' | 'already',
): FlockjayResult {
  if (answer.kind === 'unreachable') return unreachable(answer.reason)
  const trouble = decide(READ_BACK_RULES, answer)
  if (trouble) return trouble
  const enrollment = enrollmentIn(answer)
  if (enrollment?.sku !== sku || enrollment.smid !== smid)
    return stop('needs-person', 'Flockjay holds this purchase for another course or account')(answer)
  if (enrollment.status !== 'active')
    return retry('Flockjay accepted, but the enrolment is not active', false)(answer)
  return {
    outcome: as,
    detail: as === 'done' ? 'enrolled, and read back' : 'was enrolled already, read back',
  }
}
