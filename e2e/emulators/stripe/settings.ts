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
  /**
   * The US states an account begins with as registered in Stripe Tax, and the ones it has when this is changed; any other
   * place, or country, by `POST /v1/tax/registrations`. Where there is none, tax is zero, silently.
   */
  taxRegistrations: z.array(z.string().regex(/^[A-Z]{2}$/)).readonly(),
  /** `pending`: Stripe Tax has no head office until one is given (`POST /v1/tax/settings`), and refuses automatic tax. */
  taxSettingsStatus: z.enum(['active', 'pending']),
  /** Percentages for countries that Stripe Tax does not support, `{ IL: 18 }`: the "manual rules" preview, once granted. */
  manualRulesFallback: z.record(z.string().regex(/^[A-Z]{2}$/), z.number().min(0).max(100)),
  /** The looks of the account's own pages and documents; null where nobody has set them. Files by id, colours as #rrggbb. */
  branding: z.strictObject({
    icon: z.string().nullable(),
    logo: z.string().nullable(),
    primaryColor: z.string().nullable(),
    secondaryColor: z.string().nullable(),
  }),
  /** False while Stripe still wants something from the seller. */
  chargesEnabled: z.boolean(),
  payoutsEnabled: z.boolean(),
  /** Whether an order that costs nothing gets an invoice where its session asks for one: Stripe does not document it. */
  noCostInvoices: z.enum(['issued', 'none']),
})

export type SettingsChange = z.infer<ReturnType<typeof changeableSettings.partial>>

/** What a person would have set in Stripe's dashboard. */
export type Settings = z.infer<typeof changeableSettings> & {
  businessName: string
  businessAddress: string[]
  country: string
  supportEmail: string
  supportPhone: string
  supportUrl: string
  websiteUrl: string
  /** Empty: none is configured, and a session that asks for consent to the terms is refused, as at Stripe. */
  termsUrl: string
  privacyUrl: string
  /** How long a bank debit takes to clear or bounce. Days at Stripe. */
  bankDebitSeconds: number
}

export const DEFAULT_SETTINGS: Settings = {
  businessName: 'Redis University (test)',
  businessAddress: ['1600 Example Street', 'San Francisco, CA 94105', 'United States'],
  country: 'US',
  supportEmail: 'training@example.com',
  supportPhone: '+14155550100',
  supportUrl: 'https://redis.io/support/',
  websiteUrl: 'https://redis.io/university/',
  termsUrl: 'https://redis.io/legal/',
  privacyUrl: 'https://redis.io/legal/privacy-policy/',
  bankDebitSeconds: 5,
  webhooks: 'sent',
  refundsStay: 'succeeded',
  settlementCurrency: 'usd',
  rates: {},
  disputeFee: 1500,
  taxRegistrations: ['CA', 'FL', 'IL', 'MA', 'NJ', 'NY', 'PA', 'TX', 'WA'],
  taxSettingsStatus: 'active',
  manualRulesFallback: {},
  branding: {
    icon: 'file_test_icon',
    logo: 'file_test_logo',
    primaryColor: '#ff4438',
    secondaryColor: '#091a23',
  },
  chargesEnabled: true,
  payoutsEnabled: true,
  noCostInvoices: 'issued',
}
