import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config'

const complete = {
  DATABASE_URL: 'postgresql://app:pw@db/university',
  APP_URL: 'https://redis.io',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  TERMS_URL: 'https://redis.io/terms',
  PRIVACY_URL: 'https://redis.io/privacy',
  HELP_URL: 'https://redis.io/help',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  FLOCKJAY_API_URL: 'https://flockjay.example/api',
  FLOCKJAY_API_TOKEN: 'token-of-flockjay',
  FLOCKJAY_URL: 'https://flockjay.example',
}
function problems(environment: Record<string, string | undefined>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('the configuration', () => {
  it('is read when complete; https means secure cookies; payment pages are Stripe’s own', () => {
    expect(readConfig(complete)).toMatchObject({
      secureCookies: true,
      paymentOrigin: 'https://checkout.stripe.com',
      TRUSTED_PROXY_HOPS: 0,
    })
  })
  it('names everything missing at once', () => {
    const message = problems({})
    for (const name of Object.keys(complete)) expect(message).toContain(`${name} is missing`)
  })
  it('knows more Stripe accounts by name, each with its own values', () => {
    const eu = {
      STRIPE_ACCOUNTS: 'eu',
      STRIPE_EU_SECRET_KEY: 'sk_test_2',
      STRIPE_EU_WEBHOOK_SECRET: 'whsec_2',
      STRIPE_EU_COUNTRIES: 'DE, FR',
    }
    expect(readConfig({ ...complete, ...eu }).stripe.further).toEqual([
      {
        account: 'eu',
        secretKey: 'sk_test_2',
        webhookSecret: 'whsec_2',
        publishableKey: undefined,
        countries: ['DE', 'FR'],
      },
    ])
    expect(problems({ ...complete, STRIPE_ACCOUNTS: 'eu' })).toBe(
      [
        'The environment is incomplete:',
        '  - STRIPE_EU_SECRET_KEY is missing: expected sk_test_…, sk_live_…, rk_test_… or rk_live_…',
        '  - STRIPE_EU_WEBHOOK_SECRET is missing: expected whsec_…, without spaces or line ends',
        '  - STRIPE_EU_COUNTRIES is missing: expected country codes such as DE,FR',
      ].join('\n'),
    )
    const twice = problems({ ...complete, ...eu, STRIPE_EU_SECRET_KEY: 'sk_test_1' })
    expect(twice).toContain('STRIPE_EU_SECRET_KEY is malformed: expected a key that no other account has')
    const live = problems({ ...complete, ...eu, STRIPE_EU_SECRET_KEY: 'sk_live_2' })
    expect(live).toContain('STRIPE_EU_SECRET_KEY is malformed: expected a key of the same mode')
    const il = {
      STRIPE_IL_SECRET_KEY: 'sk_test_3',
      STRIPE_IL_WEBHOOK_SECRET: 'whsec_3',
      STRIPE_IL_COUNTRIES: 'IL,DE',
    }
    const claimed = problems({ ...complete, ...eu, ...il, STRIPE_ACCOUNTS: 'eu,il' })
    expect(claimed).toContain('STRIPE_EU_COUNTRIES is malformed')
    expect(claimed).toContain('STRIPE_IL_COUNTRIES is malformed')
    expect(problems({ ...complete, STRIPE_ACCOUNTS: 'default' })).toContain('STRIPE_ACCOUNTS is malformed')
    expect(problems({ ...complete, ...eu, CHECKOUT_FORM: 'embedded' })).toMatch(
      /STRIPE_PUBLISHABLE_KEY is missing[^]*STRIPE_EU_PUBLISHABLE_KEY is missing/,
    )
  })
  it.each([
    ['STRIPE_WEBHOOK_SECRET', 'whsec_secret\n'],
    ['STRIPE_SECRET_KEY', 'pk_test_secret'],
    ['APP_URL', 'https://redis.io/secret'],
    ['NEXTAUTH_SECRET', 'secret'],
    ['TRUSTED_PROXY_HOPS', 'secret'],
    ['API_KEYS', 'sm:catalog:secret'],
    ['DATABASE_URL', 'mysql://secret'],
  ])('names a malformed %s, never its content', (name, value) => {
    const message = problems({ ...complete, [name]: value })
    expect(message).toContain(`${name} is malformed`)
    expect(message).not.toContain('secret')
  })
})
