import type { DiscrepancyKind } from './discrepancy-kinds'

/** One thing that must be true of our own books. `sql` finds where it is not. */
export type Invariant = {
  readonly kind: DiscrepancyKind
  /** Rows of subject, reference (or null), currency (or null), amount (or null), owed (or null). */
  readonly sql: string
  readonly says: (words: { readonly amount: string; readonly owed: string }) => string
}

const NO_MONEY = 'NULL::text AS currency, NULL::text AS amount, NULL::text AS owed'

/** What facts about money have to agree on (R13), as statements over all rows; the database refuses some of it already. */
export const INVARIANTS: readonly Invariant[] = [
  {
    kind: 'ledger-unbalanced',
    sql: `SELECT t.key AS subject, NULL AS reference, e.currency, sum(e.amount)::text AS amount, NULL AS owed
      FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
      GROUP BY t.key, e.currency HAVING sum(e.amount) <> 0`,
    says: ({ amount }) => `Its entries sum to ${amount} instead of zero.`,
  },
  {
    kind: 'sale-not-posted',
    sql: `SELECT p.id::text AS subject, p.reference, p.currency, p.total::text AS amount, NULL AS owed FROM purchase p
      WHERE p.state = 'paid' AND p.subtotal > 0
        AND NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.key = 'sale:' || p.session_id)`,
    says: ({ amount }) => `${amount} was paid and is not in the ledger.`,
  },
  {
    kind: 'sale-differs',
    // Summed before it is joined: a lateral sum per sale takes minutes where statistics are not up to date.
    sql: `SELECT p.id::text AS subject, p.reference, p.currency, coalesce(s.amount, 0)::text AS amount, p.total::text AS owed
      FROM purchase p JOIN ledger_transaction t ON t.key = 'sale:' || p.session_id
      LEFT JOIN (SELECT transaction_id, currency, sum(amount) AS amount FROM ledger_entry
        WHERE book = 'stripe_clearing' GROUP BY 1, 2) s ON s.transaction_id = t.id AND s.currency = p.currency
      WHERE coalesce(s.amount, 0) <> p.total`,
    says: ({ amount, owed }) => `The ledger says ${amount}, the purchase ${owed}.`,
  },
  {
    kind: 'refund-not-posted',
    sql: `SELECT r.id AS subject, p.reference, r.currency, r.amount::text, NULL AS owed
      FROM refund r JOIN purchase p ON p.id = r.purchase_id
      WHERE p.state = 'paid' AND NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.key = 'refund:' || r.id)`,
    says: ({ amount }) => `${amount} was given back and is not in the ledger.`,
  },
  {
    kind: 'refunded-too-much',
    sql: `SELECT p.id::text AS subject, p.reference, p.currency, r.amount::text, p.total::text AS owed FROM purchase p
      JOIN (SELECT purchase_id, sum(amount) AS amount FROM refund WHERE state <> 'failed' GROUP BY 1) r
        ON r.purchase_id = p.id
      WHERE r.amount > p.total`,
    says: ({ amount, owed }) => `${amount} was given back of ${owed} paid.`,
  },
  {
    kind: 'clearing-open',
    sql: `SELECT p.id::text AS subject, p.reference, e.currency, sum(e.amount)::text AS amount, NULL AS owed
      FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id JOIN purchase p ON p.id = t.purchase_id
      WHERE e.book = 'stripe_clearing'
      GROUP BY p.id, e.currency HAVING sum(e.amount) <> 0 AND max(t.occurred_at) < $1::timestamptz - interval '7 days'`,
    says: ({ amount }) => `${amount} is still between Stripe and us.`,
  },
  {
    kind: 'access-not-decided',
    sql: `SELECT p.id::text AS subject, p.reference, ${NO_MONEY} FROM purchase p
      WHERE NOT EXISTS (SELECT FROM access a WHERE (a.customer_id, a.course_id) = (p.customer_id, p.course_id))`,
    says: () => 'Nothing says whether the learner has access.',
  },
  {
    kind: 'unlock-not-owed',
    sql: `SELECT p.id::text AS subject, p.reference, ${NO_MONEY} FROM access a JOIN purchase p ON p.id = a.purchase_id
      WHERE a.state = 'active' AND NOT EXISTS (SELECT FROM delivery d WHERE d.purchase_id = p.id)`,
    says: () => 'The learner has access by our books, but Flockjay was never told.',
  },
]
