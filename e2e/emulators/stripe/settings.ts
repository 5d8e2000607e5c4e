import { z } from 'zod'

/** How a new refund begins (docs.stripe.com/refunds): at once, on its way, waiting for our balance, or for the buyer. */
const refundStart = z.enum(['succeeded', 'pending', 'awaiting_funds', 'requires_action'])

/** What `POST /_emulator/settings` may change while the emulator runs; `DELETE /_emulator/state` puts it back. */
export const changeableSettings = z.strictObject({
  /** `held`: events are recorded and wait; `sent` lets those that wait go, oldest first. */
  webhooks: z.enum(['sent', 'held']),
  refundsStay: refundStart,
  /** The currency of the account's bank, into which currencies with a rate are converted. */
  settlementCurrency: z.string().regex(/^[a-z]{3}$/),
  /** What one unit of a currency is worth in the settlement currency: `{ eur: 1.08 }`. Others settle as they are. */
  rates: z.record(z.string().regex(/^[a-z]{3}$/), z.number().positive()),
  /** What Stripe keeps for a dispute, in minor units of the settlement currency. */
  disputeFee: z.number().int().nonnegative(),
})

export type SettingsChange = z.infer<ReturnType<typeof changeableSettings.partial>>

/** What a person would have set in Stripe's dashboard. */
export type Settings = z.infer<typeof changeableSettings> & {
  businessName: string
  businessAddress: string[]
  country: string
  supportEmail: string
  /** Empty: none is configured, and a session that asks for consent to the terms is refused, as at Stripe. */
  termsUrl: string
  privacyUrl: string
  /** Where Stripe Tax is registered to collect: US states here. Any other place is taxed with zero, silently. */
  taxRegistrations: readonly string[]
  /** How long a bank debit takes to clear or bounce. Days at Stripe. */
  bankDebitSeconds: number
}

export const DEFAULT_SETTINGS: Settings = {
  businessName: 'Redis University (test)',
  businessAddress: ['1600 Example Street', 'San Francisco, CA 94105', 'United States'],
  country: 'US',
  supportEmail: 'training@example.com',
  termsUrl: 'https://redis.io/legal/',
  privacyUrl: 'https://redis.io/legal/privacy-policy/',
  taxRegistrations: ['CA', 'FL', 'IL', 'MA', 'NJ', 'NY', 'PA', 'TX', 'WA'],
  bankDebitSeconds: 5,
  webhooks: 'sent',
  refundsStay: 'succeeded',
  settlementCurrency: 'usd',
  rates: {},
  disputeFee: 1500,
}
