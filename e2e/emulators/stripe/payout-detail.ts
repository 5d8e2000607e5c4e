/** Which balance transactions an automatic payout paid out; Stripe tells by `balance_transactions?payout=`. */
export type PayoutDetail = {
  /** The payout's id. */
  id: string
  transactions: string[]
}
