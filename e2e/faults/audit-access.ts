import { accessOf, standingOf } from './stripe-truth'
import type { StripeTruth, TruePayment } from './stripe-truth'
import type { System } from './system'
import type { Verdict } from './verdict'

type Held = { id: string; session: string; owner: string; access: string | null }

/** Who paid may learn, here and at Flockjay; who was given the money back may not; and nothing is left to do. */
export async function auditAccess(
  { rows, flockjay }: Pick<System, 'rows' | 'flockjay'>,
  verdict: Verdict,
  { payments }: StripeTruth,
): Promise<void> {
  const purchases = await rows<Held>(
    `SELECT p.id, p.session_id AS session, p.customer_id || ' ' || p.course_id AS owner, a.state AS access
     FROM purchase p LEFT JOIN access a ON a.customer_id = p.customer_id AND a.course_id = p.course_id`,
  )
  const paymentOf = new Map(payments.map((payment) => [payment.session, payment]))
  const enrolled = new Map<string, number>()
  for (const { purchase_id: id, status } of flockjay.enrollments())
    enrolled.set(id, (enrolled.get(id) ?? 0) + (status === 'active' ? 1 : 0))
  const owners = Map.groupBy(purchases, ({ owner }) => owner)
  for (const [owner, own] of owners) {
    const known = own.flatMap(({ session }) => paymentOf.get(session) ?? [])
    const expected = accessOf(known)
    verdict.same(own[0]?.access ?? 'missing', expected, `access of ${owner}`)
    for (const purchase of own)
      auditEnrolment(verdict, purchase, paymentOf.get(purchase.session), expected, enrolled)
  }
  await auditDeliveries({ rows }, verdict)
}

function auditEnrolment(
  verdict: Verdict,
  { id, session }: Held,
  payment: TruePayment | undefined,
  access: string,
  enrolled: ReadonlyMap<string, number>,
): void {
  const active = enrolled.get(id) ?? 0
  const live = payment !== undefined && standingOf(payment) === 'paid'
  if (live) verdict.one(active, `the enrolment at Flockjay for ${session}`)
  // One that was refunded may stay enrolled while another purchase keeps the access.
  else if (active > 0 && access !== 'active')
    verdict.note('wrong', `${session} is enrolled at Flockjay, but access is ${access}`)
}

/**
 * All that was owed is done; and at Flockjay each step was another one than the step before. (Records go to Salesforce
 * as often as they change.)
 */
async function auditDeliveries({ rows }: Pick<System, 'rows'>, verdict: Verdict): Promise<void> {
  const repeated = await rows<{ purchase: string; action: string }>(
    `SELECT purchase_id AS purchase, action FROM (
       SELECT purchase_id, action, lag(action) OVER (PARTITION BY purchase_id ORDER BY number, id) AS before
       FROM delivery WHERE destination = 'flockjay') d WHERE action = before`,
  )
  for (const { purchase, action } of repeated)
    verdict.note('double', `purchase ${purchase} was told to ${action} twice`)
  const answered = await rows<{ purchase: string }>(
    `SELECT d.purchase_id AS purchase FROM delivery d JOIN delivery_attempt a ON a.delivery_id = d.id
     WHERE d.destination = 'flockjay' AND a.outcome = 'done' GROUP BY d.purchase_id, d.id HAVING count(*) > 1`,
  )
  for (const { purchase } of answered)
    verdict.note('double', `one unlock or revoke of purchase ${purchase} was recorded as done twice`)
  const open = await rows<{ purchase: string; action: string; state: string; detail: string | null }>(
    `SELECT purchase_id AS purchase, action, state, last_detail AS detail FROM delivery
     WHERE state IN ('waiting', 'needs-person')`,
  )
  for (const { purchase, action, state, detail } of open)
    verdict.note('lost', `the ${action} of purchase ${purchase} is ${state} (${detail ?? 'never tried'})`)
}
