const TITLES: Readonly<Record<string, string>> = {
  'possible-duplicate': 'Possibly bought twice',
  'smid-mismatch': 'Two accounts for one purchase',
  dispute: 'A bank questions the payment',
  'early-fraud-warning': 'Fraud suspected by the card’s issuer',
  'invoice-failed': 'The invoice could not be made',
  'currency-mismatch': 'Money back in another currency',
  'country-mismatch': 'Address in another country',
  untaxed: 'No tax where tax was due',
  'not-registered': 'Sold where we are not registered',
  'reverse-charge': 'Reverse charge',
  exempt: 'Exempt buyer',
  'registrations-unknown': 'Registrations could not be read',
  'invoice-corrected': 'Invoice corrected',
}
const ADVICE: Readonly<Record<string, string>> = {
  'possible-duplicate':
    'Ask the learner before anything is refunded: a colleague may have wanted it too. Nothing is refunded by itself.',
  'smid-mismatch': 'Ask which account it belongs to. The purchase stays with the person who paid.',
  dispute:
    'Answer the bank at Stripe before that day, with what this purchase shows. Access follows the outcome, and this closes by itself.',
  'early-fraud-warning':
    'Look at the buyer first. Giving the money back at Stripe may avoid a dispute and its fee; access then ends by itself.',
  'invoice-failed':
    'Look at the invoice at Stripe, repair what is missing and finalise it there. Its number appears here by itself.',
  'currency-mismatch': 'It is not in the ledger. Look at Stripe what went back, and have finance book it.',
  'country-mismatch':
    'Stripe cannot collect it afterwards. Account for the difference, or give back what was taken in vain.',
  untaxed:
    'Find the cause before the next sale: the account’s rate, its registrations, the tax code. Then account for what was missed.',
  'not-registered': 'Hold what is sold in this state against its threshold. Registering is done at Stripe.',
  'reverse-charge': 'Check the tax ID; the invoice carries it.',
  exempt: 'Keep the certificate of exemption.',
  'registrations-unknown': 'Nothing. Should it stay for days, look at the rights of the key at Stripe.',
  'invoice-corrected': 'Take the change into the tax return of its period.',
}

/** What was noticed, in a few words; a kind of a later release by its own name. */
export function findingTitle(kind: string): string {
  return TITLES[kind] ?? kind
}

/** What to do about it. */
export function findingAdvice(kind: string): string | undefined {
  return ADVICE[kind]
}
