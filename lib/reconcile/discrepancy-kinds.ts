/** What a discrepancy means and what to do about it: the one table that the command, the pages and README show. */
export const DISCREPANCY_KINDS = {
  'payment-not-booked': {
    means: 'A payment at Stripe could not be entered into our books, whatever was tried.',
    todo: 'The detail says why. It is tried again each night; tell engineering.',
  },
  'unexplained-balance-transaction': {
    means: "Stripe's balance moved by something that belongs to no purchase of ours.",
    todo: 'Open it in the Stripe dashboard by its id. A payment made outside this shop stays listed: such money belongs into another Stripe account.',
  },
  'posting-without-balance-transaction': {
    means: 'Our ledger holds a settlement that Stripe does not know.',
    todo: 'Check that the Stripe key belongs to the account the ledger was made with. Otherwise tell engineering: nothing in the program can make this.',
  },
  'balance-differs': {
    means: "The ledger's Stripe balance is not the sum of Stripe's own balance transactions.",
    todo: 'The detail names both sums. Tell engineering; finance waits with the month until it is explained.',
  },
  'clearing-open': {
    means:
      'Stripe took or returned money more than 7 days ago and still shows no balance transaction for it.',
    todo: 'Look the payment up in the Stripe dashboard; ask Stripe when its balance transaction is missing there too.',
  },
  'sale-not-posted': {
    means: 'A purchase is paid, but the ledger has no sale for it.',
    todo: 'The next reconciliation reads the payment again and posts it. If it stays, look for errors of "job failed" with this purchase.',
  },
  'sale-differs': {
    means: 'The sale in the ledger is not what the purchase says was charged.',
    todo: 'Compare both with the payment at Stripe, then tell engineering.',
  },
  'refund-not-posted': {
    means: 'A refund is known, but the ledger has no entry for it.',
    todo: 'The next reconciliation reads the payment again and posts it. If it stays, tell engineering.',
  },
  'refunded-too-much': {
    means: 'More went back than was paid.',
    todo: 'Look at the refunds of this payment in the Stripe dashboard; ask finance.',
  },
  'ledger-unbalanced': {
    means: 'A ledger transaction does not sum to zero.',
    todo: 'The database refuses this, so somebody changed it by hand. Tell engineering and finance at once.',
  },
  'access-not-decided': {
    means: 'A purchase is paid, but nothing says whether its learner has access.',
    todo: 'The next reconciliation reads the payment again and decides. If it stays, tell engineering.',
  },
  'unlock-not-owed': {
    means: 'A learner has access by our books, but no unlock was ever queued.',
    todo: 'The next reconciliation reads the payment again and queues it. If it stays, tell engineering.',
  },
  'paid-without-access': {
    means: 'A learner has paid, and Flockjay does not show the course as open.',
    todo: 'An unlock is on its way by itself. If it stays, open the purchase under Purchases and look at its deliveries.',
  },
  'access-not-paid-for': {
    means: 'Flockjay shows a course as open that is not paid for any more.',
    todo: 'A revoke is on its way by itself. If it stays, open the purchase under Purchases and look at its deliveries.',
  },
  'access-for-another': {
    means: 'Flockjay holds the purchase for another course or account.',
    todo: 'Ask Flockjay to put the enrolment right: it refuses to be changed from here.',
  },
  'access-without-purchase': {
    means: 'Flockjay shows access under a purchase id that we never gave.',
    todo: 'Ask Flockjay who made this enrolment; have it revoked there.',
  },
} as const satisfies Record<string, { readonly means: string; readonly todo: string }>

export type DiscrepancyKind = keyof typeof DISCREPANCY_KINDS

/** What a kind means and what to do; undefined for a kind that this version does not know. */
export function explainKind(kind: string): { readonly means: string; readonly todo: string } | undefined {
  return isDiscrepancyKind(kind) ? DISCREPANCY_KINDS[kind] : undefined
}

function isDiscrepancyKind(kind: string): kind is DiscrepancyKind {
  return Object.hasOwn(DISCREPANCY_KINDS, kind)
}
