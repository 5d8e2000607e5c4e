import { z } from 'zod'
import type { ComparisonRun } from './comparison'
import type { Found } from './discrepancies'
import { keepLines } from './mirror-balance'
import { walk } from './rows-in-order'
import type { AccountServices } from './services'

/**
 * A settlement younger than this when the list was begun may be missing from it with nothing wrong: our clock and
 * Stripe's differ, and its lists run a little behind its objects. Whatever is older must have been in the list.
 */
const MAY_BE_LATE_MS = 3_600_000

/** Settlements in the ledger (key `settlement:<balance transaction>`) that the mirror does not have. */
const UNKNOWN = `
  SELECT substr(t.key, 12) AS id FROM ledger_transaction t
  WHERE t.key LIKE 'settlement:%' AND substr(t.key, 12) > $1 AND t.account = $3 AND t.occurred_at < $4
    AND NOT EXISTS (SELECT FROM balance_transaction b WHERE b.id = substr(t.key, 12))
  ORDER BY substr(t.key, 12) LIMIT $2`
const rowSchema = z.object({ id: z.string() })

/** Asks Stripe for each balance transaction that the ledger has and the mirror lacks; what it does not know is found. */
export async function findUnknownPostings(
  { db, stripe, log }: AccountServices,
  { connection, startedAt }: ComparisonRun,
): Promise<{ readonly repaired: number; readonly found: readonly Found[] }> {
  const { account } = stripe
  const before = new Date(startedAt.getTime() - MAY_BE_LATE_MS)
  const found: Found[] = []
  let repaired = 0
  for await (const batch of walk(connection, UNKNOWN, rowSchema, [account, before])) {
    for (const { id } of batch) {
      const line = await stripe.readBalanceLine(id)
      if (line === undefined) {
        const detail = 'The ledger has this settlement, but Stripe does not know it.'
        found.push({ kind: 'posting-without-balance-transaction', subject: id, detail })
        continue
      }
      await keepLines(db, account, [line])
      repaired += 1
      log.warn({ balanceTransaction: id }, "a balance transaction was missing in Stripe's list")
    }
  }
  return { repaired, found }
}
