import type { PurchaseId } from '@/lib/ids'
import type { Answered, FlockjayAnswer } from './answer'
import { enrollmentIn, hasCode, hasError } from './enrollment'
import type { FlockjayReading, FlockjayResult, FlockjayTrouble, UnlockRequest } from './port'

type ReadBack = { readonly outcome: 'read-back'; readonly as: 'done' | 'already' }

/** `read-back` is no result yet: Flockjay says that it is so, and must show it. */
export type ChangeVerdict = FlockjayTrouble | ReadBack

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

const retry =
  (detail: string, destinationDown: boolean) =>
  ({ retryAfterMs, status: code }: Answered): FlockjayTrouble => ({
    outcome: 'retry',
    detail: `${detail} (${code})`,
    destinationDown,
    ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
  })
const stop =
  (outcome: 'permanent' | 'needs-person', detail: string) =>
  ({ status: code }: Answered): FlockjayTrouble => ({ outcome, detail: `${detail} (${code})` })
const readBack = (as: ReadBack['as']) => (): ReadBack => ({ outcome: 'read-back', as })

/** What means the same for every call: trouble of Flockjay or of the way to it. The first rule that fits decides. */
const TROUBLE: readonly Rule<FlockjayTrouble>[] = [
  { when: status(401, 403), then: retry('Flockjay refuses the API token', true) },
  { when: status(429), then: retry('Flockjay asks for fewer calls', false) },
  { when: between(500, 599), then: retry('Flockjay has an error of its own', true) },
  { when: status(408, 425), then: retry('Flockjay was not ready for the call', true) },
  { when: between(300, 399), then: retry('Flockjay redirects instead of answering', true) },
]
const UNREADABLE: readonly Rule<FlockjayTrouble>[] = [
  { when: ({ content }) => content === 'empty', then: retry('Flockjay answers with an empty body', true) },
  {
    when: ({ content }) => content === 'other',
    then: retry('Flockjay answers something other than JSON', true),
  },
]
/** A 404 without a code of the contract may come from a wrong address of ours: another try, not a person's verdict. */
const UNEXPLAINED: Rule<FlockjayTrouble> = {
  when: status(404),
  then: retry('Flockjay answers “not found” without saying what', false),
}
const ERROR_INSIDE: Rule<FlockjayTrouble> = {
  when: hasError,
  then: retry('Flockjay reports an error inside a success', false),
}
const strange = retry('Flockjay answers with an unknown status', true)

/** PUT /enrollments/{purchase_id}. A 409 needs no readable body: Flockjay's word is checked by reading back. */
const PUT_RULES: readonly Rule<ChangeVerdict>[] = [
  ...TROUBLE,
  { when: status(409), then: readBack('already') },
  { when: (answer) => hasCode(answer, 'already_enrolled'), then: readBack('already') },
  ...UNREADABLE,
  {
    when: (answer) => hasCode(answer, 'course_unknown'),
    then: stop('needs-person', 'Flockjay does not know this course'),
  },
  UNEXPLAINED,
  { when: status(422), then: stop('needs-person', 'Flockjay cannot use these details') },
  { when: between(400, 499), then: stop('permanent', 'Flockjay refuses the request') },
  ERROR_INSIDE,
  { when: status(200), then: readBack('already') },
  { when: between(200, 299), then: readBack('done') },
]

/** DELETE /enrollments/{purchase_id}. A 204 has no body by definition (RFC 9110, 15.3.5). */
const DELETE_RULES: readonly Rule<ChangeVerdict>[] = [
  ...TROUBLE,
  { when: status(204), then: readBack('done') },
  ...UNREADABLE,
  { when: (answer) => hasCode(answer, 'not_found'), then: readBack('already') },
  UNEXPLAINED,
  { when: between(400, 499), then: stop('permanent', 'Flockjay refuses to take the access away') },
  ERROR_INSIDE,
  { when: between(200, 299), then: readBack('done') },
]

/** GET /enrollments/{purchase_id}, up to where the enrolment itself is looked at. */
const READ_RULES: readonly Rule<FlockjayReading>[] = [
  ...TROUBLE,
  ...UNREADABLE,
  {
    when: (answer) => answer.status === 404 && hasCode(answer, 'not_found'),
    then: ({ status: code }) => ({ outcome: 'none', detail: `Flockjay shows no enrolment (${code})` }),
  },
  UNEXPLAINED,
  { when: between(400, 499), then: stop('permanent', 'Flockjay refuses to show the enrolment') },
  ERROR_INSIDE,
  {
    when: (answer) => enrollmentIn(answer) === undefined,
    then: retry('Flockjay shows an enrolment we cannot read', false),
  },
]

/** GET /enrollments, up to where the page itself is looked at. */
const LIST_RULES: readonly Rule<FlockjayTrouble>[] = [
  ...TROUBLE,
  ...UNREADABLE,
  UNEXPLAINED,
  { when: between(400, 499), then: stop('permanent', 'Flockjay refuses to list enrolments') },
  ERROR_INSIDE,
  { when: (answer) => !between(200, 299)(answer), then: strange },
]

/** GET /courses/{course_id}, up to where the course itself is looked at. */
const COURSE_RULES: readonly Rule<FlockjayTrouble | { readonly outcome: 'none'; readonly detail: string }>[] =
  [
    ...TROUBLE,
    ...UNREADABLE,
    {
      when: (answer) => answer.status === 404 && hasCode(answer, 'not_found'),
      then: ({ status: code }) => ({ outcome: 'none', detail: `Flockjay has no such course (${code})` }),
    },
    UNEXPLAINED,
    { when: between(400, 499), then: stop('permanent', 'Flockjay refuses to show the course') },
    ERROR_INSIDE,
    { when: (answer) => !between(200, 299)(answer), then: strange },
  ]

function decide<Verdict>(rules: readonly Rule<Verdict>[], answer: Answered): Verdict | undefined {
  return rules.find(({ when }) => when(answer))?.then(answer)
}

function unreachable(reason: string): FlockjayTrouble {
  return { outcome: 'retry', detail: `Flockjay could not be reached: ${reason}`, destinationDown: true }
}

/** Concludes from the answer to the PUT; facts: the contract in openapi.yaml, R14. Pure. */
export function classifyPut(answer: FlockjayAnswer): ChangeVerdict {
  if (answer.kind === 'unreachable') return unreachable(answer.reason)
  return decide(PUT_RULES, answer) ?? strange(answer)
}

/** Concludes from the answer to the DELETE; R15. Pure. */
export function classifyDelete(answer: FlockjayAnswer): ChangeVerdict {
  if (answer.kind === 'unreachable') return unreachable(answer.reason)
  return decide(DELETE_RULES, answer) ?? strange(answer)
}

/** Concludes from the answer to the GET. Pure. */
export function classifyReading(answer: FlockjayAnswer, purchaseId: PurchaseId): FlockjayReading {
  if (answer.kind === 'unreachable') return unreachable(answer.reason)
  const decided = decide(READ_RULES, answer)
  if (decided) return decided
  const enrollment = enrollmentIn(answer)
  if (enrollment?.purchase_id.toLowerCase() !== purchaseId.toLowerCase())
    return stop('needs-person', 'Flockjay shows another purchase than the one asked for')(answer)
  const { sku, smid, status: state } = enrollment
  return { outcome: 'found', sku, smid, status: state, detail: `Flockjay shows the enrolment as ${state}` }
}

/** What keeps a list from being read; undefined when nothing does. Pure. */
export function classifyList(answer: FlockjayAnswer): FlockjayTrouble | undefined {
  return answer.kind === 'unreachable' ? unreachable(answer.reason) : decide(LIST_RULES, answer)
}

/** What keeps a course from being read, or that there is none; undefined when nothing does. Pure. */
export function classifyCourse(
  answer: FlockjayAnswer,
): FlockjayTrouble | { readonly outcome: 'none'; readonly detail: string } | undefined {
  return answer.kind === 'unreachable' ? unreachable(answer.reason) : decide(COURSE_RULES, answer)
}

/** After a PUT: only an active enrolment of this course and account is access. Pure. */
export function concludeUnlock(
  reading: FlockjayReading,
  { sku, smid }: Pick<UnlockRequest, 'sku' | 'smid'>,
  as: ReadBack['as'],
): FlockjayResult {
  if (reading.outcome === 'none') return unfinished('Flockjay accepted, but shows no enrolment')
  if (reading.outcome !== 'found') return reading
  if (reading.sku !== sku || reading.smid !== smid)
    return { outcome: 'needs-person', detail: 'Flockjay holds this purchase for another course or account' }
  if (reading.status !== 'active') return unfinished('Flockjay accepted, but the enrolment is not active')
  return {
    outcome: as,
    detail: as === 'done' ? 'enrolled, and read back' : 'was enrolled already, read back',
  }
}

/** After a DELETE: access is gone when the enrolment is revoked, or was never there. Pure. */
export function concludeRevoke(reading: FlockjayReading, as: ReadBack['as']): FlockjayResult {
  if (reading.outcome === 'none') return { outcome: as, detail: 'no enrolment is left, read back' }
  if (reading.outcome !== 'found') return reading
  if (reading.status === 'active') return unfinished('Flockjay accepted, but the enrolment is still active')
  return { outcome: as, detail: 'revoked, and read back' }
}

function unfinished(detail: string): FlockjayTrouble {
  return { outcome: 'retry', detail, destinationDown: false }
}
