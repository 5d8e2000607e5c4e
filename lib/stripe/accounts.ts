import type { StripePort } from './port'

/** Every configured Stripe account (R11). Most installations have one, `default`, and notice nothing of this. */
export type StripeAccounts = {
  /** The default account first. */
  readonly all: readonly StripePort[]
  /** The account of this name. Throws for one that is not configured (any more). */
  readonly of: (account: string) => StripePort
  /** As `of`; undefined instead of a throw, for names that come from outside. */
  readonly find: (account: string) => StripePort | undefined
  /** The account that sells to a billing country: the one that claims it, else the default one. */
  readonly forCountry: (country: string) => StripePort
  /** The billing countries an account claims; empty for the default one, which takes every country nobody claims. */
  readonly countriesOf: (account: string) => readonly string[]
}

export type FurtherAccount = { readonly port: StripePort; readonly countries: readonly string[] }

/** Puts the accounts together. `further`: those beside the default one, each with the countries it sells to. */
export function stripeAccounts(first: StripePort, further: readonly FurtherAccount[] = []): StripeAccounts {
  const all = [first, ...further.map(({ port }) => port)]
  const find = (name: string): StripePort | undefined => all.find(({ account }) => account === name)
  return {
    all,
    find,
    of: (name) => {
      const port = find(name)
      if (port === undefined) throw new Error(`The Stripe account ${name} is not configured: STRIPE_ACCOUNTS`)
      return port
    },
    countriesOf: (name) => further.find(({ port }) => port.account === name)?.countries ?? [],
    forCountry: (country) => further.find(({ countries }) => countries.includes(country))?.port ?? first,
  }
}
