import { auditAccess } from './audit-access'
import { auditMoney } from './audit-money'
import { auditRecords } from './audit-records'
import type { Org } from './audit-records'
import { readStripeTruth } from './stripe-truth'
import type { System } from './system'
import { createVerdict } from './verdict'
import type { Problem, Verdict } from './verdict'

/**
 * Holds the database, Flockjay and Salesforce against what really happened at Stripe, by SQL and the emulators' own
 * tables alone: no line of the product's code takes part. `accepted`: ids of events that were answered with 200.
 */
export async function audit(
  system: Pick<System, 'rows' | 'stripe' | 'flockjay'> & { readonly salesforce: Org },
  accepted: ReadonlySet<string> = new Set(),
): Promise<readonly Problem[]> {
  const verdict = createVerdict()
  const truth = readStripeTruth(system)
  await auditEvents(system, verdict, accepted)
  await auditMoney(system, verdict, truth)
  await auditAccess(system, verdict, truth)
  await auditRecords(system, verdict, truth)
  return verdict.problems
}

/** Every event that was accepted is kept, once, and none waits. */
async function auditEvents(
  { rows }: Pick<System, 'rows'>,
  verdict: Verdict,
  accepted: ReadonlySet<string>,
): Promise<void> {
  const kept = await rows<{ id: string; state: string; type: string }>(
    'SELECT id, state, type FROM stripe_event',
  )
  const counts = new Map<string, number>()
  for (const { id } of kept) counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const id of accepted) verdict.one(counts.get(id) ?? 0, `event ${id}, answered with 200,`)
  for (const [id, count] of counts) {
    if (count > 1 && !accepted.has(id)) verdict.one(count, `event ${id}`)
  }
  for (const { id, state, type } of kept) {
    if (state === 'received') verdict.note('lost', `event ${id} (${type}) was never processed`)
  }
}
