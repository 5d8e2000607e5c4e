import type { StoredEnrollment } from './enrollment-store'
import { DEMO_LEARNERS, type DemoLearner } from './learners'

/** What a learner may do with one unit. `enrolledAs` is set when a colleague's e-mail was typed, hidden but for its first letter. */
export type Access = { readonly open: false } | { readonly open: true; readonly enrolledAs?: string }

/**
 * A learner opens a unit when an active enrolment of their account carries their e-mail. A demo lets people type any
 * e-mail: an enrolment for one that belongs to none of the account's demo learners opens it for all of them.
 */
export function accessTo(
  sku: string,
  learner: DemoLearner,
  enrollments: readonly StoredEnrollment[],
): Access {
  const active = enrollments.filter(
    (enrollment) =>
      enrollment.status === 'active' && enrollment.sku === sku && enrollment.smid === learner.smid,
  )
  const emails = active.map((enrollment) => enrollment.learner.email.toLowerCase())
  if (emails.includes(learner.email)) return { open: true }
  const stranger = emails.find((email) => !isDemoLearner(email, learner.smid))
  return stranger === undefined ? { open: false } : { open: true, enrolledAs: hidden(stranger) }
}

function isDemoLearner(email: string, smid: string): boolean {
  return DEMO_LEARNERS.some((learner) => learner.smid === smid && learner.email === email)
}

function hidden(email: string): string {
  return `${email.slice(0, 1)}•••${email.slice(email.lastIndexOf('@'))}`
}
