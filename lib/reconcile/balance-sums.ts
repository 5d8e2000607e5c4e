import type pg from 'pg'
import { z } from 'zod'
import type { Account } from '@/lib/ids'
import { currencySchema, formatMoney } from '@/lib/money'
import type { Found } from './discrepancies'

/**
 * One statement, so one moment: the ledger's Stripe balance against the net of the mirror. Lines that only one side has
 * are left out, because each of them is named by itself; everything else has to tie, also what is posted to the balance
 * under any other key.
 */
const SUMS = `
  WITH ours AS (
    SELECT e.currency, sum(e.amount) AS amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
    WHERE e.book = 'stripe_balance' AND t.account = $1 AND (t.key NOT LIKE 'settlement:%' OR EXISTS (
      SELECT FROM balance_transaction b WHERE b.id = substr(t.key, 12)))
    GROUP BY 1
  ), theirs AS (
    SELECT b.currency, sum(b.net) AS amount FROM balance_transaction b
    WHERE b.account = $1 AND EXISTS (SELECT FROM ledger_transaction t WHERE t.key = 'settlement:' || b.id)
    GROUP BY 1
  )
  SELECT currency, coalesce(ours.amount, 0)::text AS ours, coalesce(theirs.amount, 0)::text AS theirs
  FROM ours FULL JOIN theirs USING (currency)
  WHERE coalesce(ours.amount, 0) <> coalesce(theirs.amount, 0)`

const rowsSchema = z.array(
  z.object({ currency: currencySchema, ours: z.coerce.bigint(), theirs: z.coerce.bigint() }),
)

/** The currencies of an account in which the ledger's Stripe balance is not the sum of Stripe's balance transactions. */
export async function compareSums(connection: pg.ClientBase, account: Account): Promise<Found[]> {
  const { rows } = await connection.query<Record<string, unknown>>(SUMS, [account])
  return rowsSchema.parse(rows).map(({ currency, ours, theirs }) => {
    const [ledger, mirror] = [ours, theirs].map((amount) => formatMoney({ amount, currency }))
    return {
      kind: 'balance-differs',
      subject: `${account} ${currency}`,
      detail: `The ledger says ${ledger}, Stripe's balance transactions say ${mirror}.`,
    }
  })
}
