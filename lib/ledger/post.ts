import type { Transaction } from '@/lib/db/database'
import type { Posting } from './posting'

/**
 * Posts one business event once (R13). True when it was posted now, false when it stood there before.
 * Entries of zero are left out. The database refuses what does not sum to zero per currency, at commit.
 */
export async function post(tx: Transaction, posting: Posting): Promise<boolean> {
  const entries = posting.entries.filter(({ amount }) => amount !== 0n)
  if (entries.length === 0) return false
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO ledger_transaction (key, kind, account, purchase_id, occurred_at)
    VALUES (${posting.key}, ${posting.kind}, ${posting.account}, ${posting.purchaseId ?? null}::uuid, ${posting.occurredAt})
    ON CONFLICT (key) DO NOTHING RETURNING id`
  const [posted] = rows
  if (posted === undefined) return false
  await tx.ledgerEntry.createMany({
    data: entries.map(({ book, currency, amount, jurisdiction }) => ({
      transactionId: posted.id,
      book,
      currency,
      amount,
      jurisdiction: jurisdiction ?? null,
    })),
  })
  return true
}
