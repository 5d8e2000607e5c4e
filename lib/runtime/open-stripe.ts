import { DEFAULT_ACCOUNT } from '@/lib/ids'
import type { StripePort } from '@/lib/stripe/port'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import type { Config } from './config'

/** The configured Stripe account. */
export function openStripe(config: Config): StripePort {
  return createStripeAccount({
    account: DEFAULT_ACCOUNT,
    secretKey: config.STRIPE_SECRET_KEY,
    webhookSecret: config.STRIPE_WEBHOOK_SECRET,
    apiUrl: config.STRIPE_API_URL,
  })
}
