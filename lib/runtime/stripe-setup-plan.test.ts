import { describe, expect, it } from 'vitest'
import { ConfigError } from './config'
import { isReachable, readSetupConfig } from './stripe-setup-plan'

const ENVIRONMENT = {
  DATABASE_URL: 'postgresql://app@localhost/university',
  APP_URL: 'https://redis.io',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  TERMS_URL: 'https://redis.io/legal',
  PRIVACY_URL: 'https://redis.io/legal',
  HELP_URL: 'https://redis.io/help',
  STRIPE_SECRET_KEY: 'sk_test_first',
  FLOCKJAY_API_URL: 'https://flockjay.example',
  FLOCKJAY_API_TOKEN: 'flockjay-token',
  FLOCKJAY_URL: 'https://flockjay.example',
}

describe('the configuration of a set-up', () => {
  it('does without webhook secrets, which come from the endpoints it makes', () => {
    const { stripe } = readSetupConfig({
      ...ENVIRONMENT,
      STRIPE_ACCOUNTS: 'eu, il',
      STRIPE_EU_SECRET_KEY: 'sk_test_eu',
      STRIPE_EU_COUNTRIES: 'DE',
      STRIPE_EU_WEBHOOK_SECRET: 'whsec_given',
      STRIPE_IL_SECRET_KEY: 'sk_test_il',
      STRIPE_IL_COUNTRIES: 'IL',
      STRIPE_IL_WEBHOOK_SECRET: '',
    })
    expect(stripe.further.map(({ webhookSecret }) => webhookSecret)).toEqual(['whsec_given', 'whsec_to_come'])
    expect(stripe.first.webhookSecret).toBe('whsec_to_come')
  })
  it('does without nothing else', () => {
    expect(() => readSetupConfig({ ...ENVIRONMENT, STRIPE_SECRET_KEY: '' })).toThrow(ConfigError)
    expect(() => readSetupConfig({ ...ENVIRONMENT, STRIPE_WEBHOOK_SECRET: 'wrong' })).toThrow(ConfigError)
  })
})

describe('whether Stripe reaches an address', () => {
  it.each(['https://redis.io', 'http://staging.redis.io', 'https://8.8.8.8'])('%s: yes', (address) => {
    expect(isReachable(address, false)).toBe(true)
  })
  it.each([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://10.1.2.3',
    'http://172.20.0.2',
    'http://192.168.1.9',
    'https://app.local',
    'http://web',
  ])('%s: no', (address) => {
    expect(isReachable(address, false)).toBe(false)
  })
  it('needs https where money is real', () => {
    expect([isReachable('http://redis.io', true), isReachable('https://redis.io', true)]).toEqual([
      false,
      true,
    ])
  })
})
