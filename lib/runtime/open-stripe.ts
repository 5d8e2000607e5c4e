import { stripeAccounts } from '@/lib/stripe/accounts'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import type { StripePort } from '@/lib/stripe/port'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import type { Config } from './config'
import type { StripeSettings } from './stripe-settings'

/** The configured Stripe accounts: one, unless more are named. */
export function openStripe(config: Config): StripeAccounts {
  const open = (settings: StripeSettings): StripePort =>
    createStripeAccount({ ...settings, apiUrl: config.STRIPE_API_URL })
  const { first, further } = config.stripe
  return stripeAccounts(
    open(first),
    further.map((settings) => ({ port: open(settings), countries: settings.countries })),
  )
}
