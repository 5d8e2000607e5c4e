/** What a person would have set in Stripe's dashboard. */
export type Settings = {
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
}
