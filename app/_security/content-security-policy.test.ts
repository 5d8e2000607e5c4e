import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

const settings = {
  nonce: 'n',
  paymentOrigin: 'https://checkout.stripe.com',
  signInOrigins: [],
  development: false,
}
const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]))

describe('the policy of dynamic pages', () => {
  it('names Stripe as a form’s target only, where its form is not shown', () => {
    const { 'form-action': forms, ...others } = directives(
      contentSecurityPolicy({ ...settings, embeddedForm: false }),
    )
    expect(forms).toContain('https://checkout.stripe.com')
    expect(JSON.stringify(others)).not.toContain('stripe')
    expect(others).not.toHaveProperty('frame-src')
  })
  it('lets Stripe’s form in where it is shown, and nobody else', () => {
    const policy = directives(contentSecurityPolicy({ ...settings, embeddedForm: true }))
    expect(policy['frame-src']).toEqual([
      'https://js.stripe.com',
      'https://*.js.stripe.com',
      'https://checkout.stripe.com',
      'https://hooks.stripe.com',
    ])
    expect(policy['connect-src']).toEqual([
      "'self'",
      'https://api.stripe.com',
      'https://js.stripe.com',
      'https://*.js.stripe.com',
      'https://checkout.stripe.com',
    ])
    expect(policy['script-src']).toContain('https://js.stripe.com')
    expect(policy['frame-ancestors']).toEqual(["'none'"])
  })
  it('takes Stripe from where STRIPE_API_URL says it is', () => {
    const elsewhere = { ...settings, paymentOrigin: 'http://127.0.0.1:4010', embeddedForm: true }
    const policy = directives(contentSecurityPolicy(elsewhere))
    for (const name of ['script-src', 'connect-src', 'frame-src'])
      expect(policy[name]).toContain('http://127.0.0.1:4010')
  })
  it('lets only pages of ours frame, and be framed, where that is asked for', () => {
    const frames = (frame?: 'around' | 'within') =>
      directives(contentSecurityPolicy({ ...settings, embeddedForm: false, ...(frame && { frame }) }))
    expect(frames('around')).toMatchObject({ 'frame-src': ["'self'"], 'frame-ancestors': ["'none'"] })
    expect(frames('within')).toMatchObject({ 'frame-ancestors': ["'self'"] })
    expect(frames('within')).not.toHaveProperty('frame-src')
    expect(frames()).toMatchObject({ 'frame-ancestors': ["'none'"] })
    expect(frames()).not.toHaveProperty('frame-src')
  })
})
