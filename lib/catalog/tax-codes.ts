import type { Kind } from './course-content'

// Stripe's product tax codes for training. The generic txcd_10000000 is never used: its tax would be a guess.

/** Training, self-study, web-based: courses and labs. */
export const SELF_STUDY = 'txcd_20060058'

/** Training, live, virtual. */
export const LIVE_VIRTUAL = 'txcd_20060045'

/** No code for an exam was found at Stripe, so exams use the self-study code until finance picks one. */
export const EXAM = SELF_STUDY

/** By which a unit of each kind is taxed, unless its price says otherwise. */
export const TAX_CODES: Readonly<Record<Kind, string>> = {
  certification: EXAM,
  course: SELF_STUDY,
  lab: SELF_STUDY,
  'live-training': LIVE_VIRTUAL,
}
