import type Stripe from 'stripe'
import type { GivenTaxId } from './tax-id-formats'

export type CardEntry = { kind: 'card'; number: string; expMonth: number; expYear: number; cvc: string }

/** A debit that takes days: the test accounts either clear or bounce (docs.stripe.com/testing, "ACH Direct Debit"). */
export type BankEntry = { kind: 'us_bank_account'; outcome: 'succeeded' | 'failed' }

/** What a buyer entered on the payment page. */
export type Payer = {
  email: string
  name: string
  businessName: string | null
  address: Stripe.Address
  taxId: GivenTaxId | null
  termsAccepted: boolean
  method: CardEntry | BankEntry
}
