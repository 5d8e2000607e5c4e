import type { Transaction } from '@/lib/db/database'
import type { Account, PurchaseId } from '@/lib/ids'
import type { Currency } from '@/lib/money'

/** The accounts of the money book. Debits are positive, credits negative. */
export type Book =
  /** Charged by Stripe, not yet seen as a balance transaction. */
  | 'stripe_clearing'
  /** Ours at Stripe; equals the net of its balance transactions. */
  | 'stripe_balance'
  | 'stripe_fees'
  | 'sales'
  | 'discounts'
  | 'tax_payable'
  /** Counter-account where Stripe settles in another currency than the price's. */
  | 'exchange'

export type Entry = { readonly book: Book; readonly currency: Currency; readonly amount: bigint }

export type Posting = {
  /** Names the business event, e.g. `sale:cs_…`; a second posting with the same key changes nothing. */
  readonly key: string
  readonly kind: 'sale' | 'settlement'
  readonly account: Account
  readonly purchaseId: PurchaseId
  readonly occurredAt: Date
  readonly entries: readonly Entry[]
}

/**
 * Posts one business event once (R13). True when it was posted now, false when it stood there before.
 * Entries of zero are left out. The database refuses what does not sum to zero per currency, at commit.
 */
export async function post(tx: Transaction, posting: Posting): Promise<boolean> {
  const entries = posting.entries.filter(({ amount }) => amount !== 0n)
  if (entries.length === 0) return false
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO ledger_transaction (key, kind, account, purchase_id, occurred_at)
    VALUES (${posting.key}, ${posting.kind}, ${posting.account}, ${posting.purchaseId}::uuid, ${posting.occurredAt})
    ON CONFLICT (key) DO NOTHING RETURNING id`
  const [posted] = rows
  if (posted === undefined) return false
  await tx.ledgerEntry.createMany({
    data: entries.map(({ book, currency, amount }) => ({ transactionId: posted.id, book, currency, amount })),
  })
  return true
}
