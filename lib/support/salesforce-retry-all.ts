import { z } from 'zod'
import { isSalesforceOn } from '@/lib/crm/switch'
import type { Database, Transaction } from '@/lib/db/database'
import { DEADLINE_DAYS } from '@/lib/deliveries/owe'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Waker } from '@/lib/jobs/wake'

export type RetryAllResult =
  | { readonly outcome: 'retrying'; readonly records: number }
  /** None waits for a person: somebody was first. */
  | { readonly outcome: 'none' }
  | { readonly outcome: 'off' | 'forbidden' }

const countSchema = z.tuple([z.object({ records: z.number() })])

/**
 * Makes every record that Salesforce refused due now, with a new deadline: what was wrong there is mostly put right for
 * all of them together. Audited for each as a retry of one is. One transaction: asked twice, also at once, each is
 * retried once.
 */
export async function retryAllRecords(
  { db, waker }: { readonly db: Database; readonly waker: Waker },
  actor: StaffActor,
): Promise<RetryAllResult> {
  if (!permits(actor, 'delivery.retry')) return { outcome: 'forbidden' }
  const result = await db.prisma.$transaction((tx) => makeAllDue(tx, actor))
  if (result.outcome === 'retrying') waker.wake('salesforce')
  return result
}

/** Locked in the order in which whoever owes records locks them. */
async function makeAllDue(tx: Transaction, actor: StaffActor): Promise<RetryAllResult> {
  if (!(await isSalesforceOn(tx))) return { outcome: 'off' }
  const rows = await tx.$queryRaw`
    WITH refused AS (
      SELECT id FROM delivery WHERE destination = 'salesforce' AND state = 'needs-person' ORDER BY purchase_id FOR UPDATE
    ), due AS (
      UPDATE delivery d SET state = 'waiting', due_at = clock_timestamp(), claimed_until = NULL,
        deadline = clock_timestamp() + ${DEADLINE_DAYS.salesforce} * interval '1 day'
      FROM refused WHERE d.id = refused.id RETURNING d.id
    ), kept AS (
      INSERT INTO audit (actor, action, subject_type, subject_id, detail)
      SELECT ${auditActor(actor)}, 'delivery.retry', 'delivery', id::text, '{"from": "needs-person"}' FROM due RETURNING 1
    )
    SELECT count(*)::float AS records FROM kept`
  const [{ records }] = countSchema.parse(rows)
  if (records === 0) return { outcome: 'none' }
  // One job carries out all that is due there.
  await enqueue(tx, 'salesforce', {}, { key: 'retry-all' })
  return { outcome: 'retrying', records }
}
