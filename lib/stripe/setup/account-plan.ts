import type Stripe from 'stripe'
import type { Account } from '@/lib/ids'
import type { PriceOrder, StripePrice } from '../prices'

/** One price of ours and where we believe it stands at Stripe. */
export type PlannedPrice = {
  readonly order: PriceOrder
  /** Undefined: our row names no product and price yet. */
  readonly known: StripePrice | undefined
  /** There is no row for this account: it gets the default account's amount and currency. */
  readonly copied: boolean
  /** Made up until somebody sets it: never to be charged. */
  readonly placeholder: boolean
  /** Keeps in our row where the price stands. */
  readonly keep: (found: StripePrice) => Promise<void>
}

/** What one Stripe account must look like for our configuration. */
export type AccountPlan = {
  readonly account: Account
  readonly stripe: Stripe
  /** How the names of its settings begin: `STRIPE`, `STRIPE_EU`. */
  readonly prefix: string
  readonly livemode: boolean
  readonly restricted: boolean
  readonly prices: readonly PlannedPrice[]
  /** Whether sessions of this account let Stripe calculate tax: all but Israel's on the manual route. */
  readonly automaticTax: boolean
  /** Billing countries it claims; empty for the default account, which takes every country that nobody claims. */
  readonly countries: readonly string[]
  readonly sellsToUnitedStates: boolean
  /** Israel's VAT in per cent; undefined where this account has no use for a rate of its own. */
  readonly israeliVat: number | undefined
  /** Israel is left to Stripe's manual rules, which Stripe grants and no request shows. */
  readonly israelByFallback: boolean
  readonly webhook: {
    readonly url: string
    readonly events: readonly string[]
    /** The environment has a secret for it. */
    readonly secretSet: boolean
    /** Stripe can reach the address. */
    readonly reachable: boolean
  }
  /** Given, where the card form is inside our pages. */
  readonly publishableKey: { readonly needed: boolean; readonly value: string | undefined }
}

/** What a check may use: the plan, and the account as Stripe shows it, read once; undefined where the key may not read it. */
export type CheckContext = {
  readonly plan: AccountPlan
  readonly shown: Stripe.Account | undefined
  readonly now: Date
}
