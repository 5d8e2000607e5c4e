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
