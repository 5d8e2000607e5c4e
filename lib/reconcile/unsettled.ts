/** The first id to go on after: below every other. */
const AFTER = `coalesce(nullif($1, ''), '00000000-0000-0000-0000-000000000000')::uuid`

/** Attempts whose payment page has ended by our clock, and that nobody told us the end of. */
export const OVERDUE_ATTEMPTS = `
  SELECT id::text, session_id AS "sessionId" FROM checkout_attempt
  WHERE id > ${AFTER} AND account = $3 AND state IN ('open', 'pending') AND expires_at < $4
    AND session_id IS NOT NULL
  ORDER BY id LIMIT $2`

/**
 * Payments that Stripe has more to say about (not paid yet, no balance transaction yet, a refund on its way, a dispute
 * not settled), or whose books lack what every payment has. What proves the tax is one of those: kept by an earlier
 * version not at all, and not whole while Stripe could not say where the account was registered.
 */
export const UNSETTLED_PURCHASES = `
  SELECT p.id::text, p.session_id AS "sessionId" FROM purchase p
  WHERE p.id > ${AFTER} AND p.account = $3 AND (
    p.state = 'pending'
    OR p.state = 'paid' AND p.total > 0 AND NOT EXISTS (
      SELECT FROM ledger_transaction t WHERE t.purchase_id = p.id AND t.kind = 'settlement')
    OR p.state = 'paid' AND p.subtotal > 0 AND NOT EXISTS (
      SELECT FROM ledger_transaction t WHERE t.key = 'sale:' || p.session_id)
    OR p.state = 'paid' AND NOT EXISTS (
      SELECT FROM tax_evidence e WHERE e.purchase_id = p.id AND e.registrations IS NOT NULL)
    OR NOT EXISTS (SELECT FROM access a WHERE (a.customer_id, a.course_id) = (p.customer_id, p.course_id))
    OR EXISTS (
      SELECT FROM access a WHERE a.purchase_id = p.id AND a.state = 'active' AND NOT EXISTS (
        SELECT FROM delivery d WHERE d.purchase_id = p.id))
    OR EXISTS (
      SELECT FROM refund r WHERE r.purchase_id = p.id AND (r.state = 'pending' OR NOT EXISTS (
        SELECT FROM ledger_transaction t WHERE t.key = 'refund:' || r.id)))
    OR EXISTS (SELECT FROM dispute d WHERE d.purchase_id = p.id AND d.state IN ('open', 'inquiry')))
  ORDER BY p.id LIMIT $2`
