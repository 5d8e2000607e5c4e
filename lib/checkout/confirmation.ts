/** What the learner confirms before leaving for Stripe (R7). A changed text is a new version: evidence names it. */
export const ADDRESS_CONFIRMATION = {
  version: '2026-11-21',
  text: 'I will give my correct billing address, and I know that tax is calculated from it.',
} as const
