/** What decides whether a delivery may be tried now by hand. Times as of one moment. */
export type DeliveryMoment = {
  readonly state: string
  /** Due already, or within the second. */
  readonly due: boolean
  /** A worker has it at this moment. */
  readonly running: boolean
  readonly action: string
  /** The person was erased on request: there is nobody to open a course for. Taking access away, or writing a record, needs no person. */
  readonly erased: boolean
}

export type Retryability =
  /** It waits for a person, or for a later try. */
  | 'may'
  | 'done'
  | 'erased'
  | 'running'
  /** The next try is about to happen anyway, for instance because somebody just asked for it. */
  | 'due-already'
  /** A state that nobody may leave by hand, such as that of one whose place another has taken. */
  | 'closed'

/** The one table of what may be retried: a second click finds `due-already`, and so changes nothing. */
export function retryability({ state, due, running, action, erased }: DeliveryMoment): Retryability {
  if (state === 'done') return 'done'
  if (state === 'superseded') return 'closed'
  if (erased && action === 'unlock') return 'erased'
  if (running) return 'running'
  if (state === 'needs-person') return 'may'
  if (state === 'waiting') return due ? 'due-already' : 'may'
  return 'closed'
}

/**
 * Whether a person may say of one that it was done at the destination itself: once nobody tries it any more. Not of a
 * record in Salesforce: writing it again is always right, while what was typed there by hand nobody could check.
 */
export function maySettleByHand(state: string, retry: Retryability, action: string): boolean {
  return state === 'needs-person' && retry === 'may' && action !== 'sync'
}
