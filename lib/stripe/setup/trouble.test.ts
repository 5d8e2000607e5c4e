import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import type { AccountPlan } from './account-plan'
import { dashboard } from './dashboard'
import { missingPermission, troubleFinding } from './trouble'

const plan = { account: DEFAULT_ACCOUNT, prefix: 'STRIPE', livemode: true } as AccountPlan
/** As seen at Stripe, in an issue of its SDK. */
const SAID =
  "The provided key 'rk_test_*********abcdef' does not have the required permissions for this endpoint on account 'acct_1'. Having the 'rak_subscription_read' permission would allow this request to continue."

describe('a request that failed', () => {
  it('names the permission that a restricted key lacks, and where it is given', () => {
    const error = new Stripe.errors.StripePermissionError({
      message: SAID,
      type: 'invalid_request_error',
    } as never)
    const finding = troubleFinding('prices', plan, error)
    expect(finding).toMatchObject({ state: 'missing', blocks: true })
    expect(finding.detail).toBe('the key lacks the permission rak_subscription_read')
    expect(finding.todo?.where).toBe('https://dashboard.stripe.com/apikeys')
    expect(missingPermission(SAID)).toBe('rak_subscription_read')
    expect(missingPermission('no more')).toBeUndefined()
  })
  it('stays unknown for anything else, without what Stripe repeats of ours', () => {
    const message = "No such thing: 'sk_live_leaked'"
    const error = new Stripe.errors.StripeAPIError({
      message,
      type: 'api_error',
      requestId: 'req_1',
    } as never)
    const finding = troubleFinding('prices', plan, error)
    expect(finding.state).toBe('unknown')
    expect(JSON.stringify(finding)).not.toContain('leaked')
  })
  it('of our own side is said by its last line, and nothing that was made is lost for it', () => {
    const error = new Error('\nInvalid invocation in\n  code\nThe database is away')
    const finding = troubleFinding('prices', plan, error)
    expect(finding).toMatchObject({ state: 'unknown', detail: 'it broke off: The database is away' })
  })
})

describe('an address in the dashboard', () => {
  it('names account and mode', () => {
    expect(dashboard('registrations', { livemode: false, id: 'acct_1' })).toBe(
      'https://dashboard.stripe.com/acct_1/test/tax/registrations',
    )
    expect(dashboard('taxRates', { livemode: true, id: 'acct_1' }, 'txr_1')).toBe(
      'https://dashboard.stripe.com/acct_1/tax-rates/txr_1',
    )
  })
})
