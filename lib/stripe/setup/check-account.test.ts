import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { skuSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import type { AccountPlan, CheckContext } from './account-plan'
import { checkBranding } from './check-branding'
import { checkCharges } from './check-charges'
import { checkKey } from './check-key'
import { checkManualTaxRate } from './check-manual-tax-rate'
import { checkPrices } from './check-prices'
import { checkPublishableKey } from './check-publishable-key'
import { checkSellerTaxIds } from './check-seller-tax-ids'
import { checkWebhook } from './check-webhook'
import type { Finding } from './finding'

const ACCOUNT = {
  id: 'acct_1',
  country: 'US',
  charges_enabled: true,
  payouts_enabled: true,
  settings: {
    branding: { icon: 'file_1', logo: null, primary_color: '#FF4438', secondary_color: null },
    dashboard: { display_name: 'Redis University', timezone: 'UTC' },
  },
}

function context(plan: Partial<AccountPlan>, shown: object | undefined = {}): CheckContext {
  const whole = shown && { ...ACCOUNT, ...shown }
  return {
    plan: { prefix: 'STRIPE', livemode: false, restricted: false, ...plan } as AccountPlan,
    shown: whole as unknown as Stripe.Account | undefined,
    now: new Date(),
  }
}
const first = ({ findings: [finding] }: { findings: readonly Finding[] }): Finding | undefined => finding

describe('the key', () => {
  it('is shown by kind, mode and whose it is, never by itself', () => {
    expect(first(checkKey(context({ livemode: true, restricted: true })))?.detail).toBe(
      'restricted key of acct_1, Redis University, US; live mode: real money',
    )
  })
})

describe('whether payments are taken', () => {
  it('is so when the account charges and is paid out', () => {
    expect(first(checkCharges(context({})))?.state).toBe('done')
  })
  it('stops selling only where money is real', () => {
    const off = { charges_enabled: false }
    expect(first(checkCharges(context({ livemode: true }, off)))).toMatchObject({
      state: 'to do',
      blocks: true,
    })
    expect(first(checkCharges(context({}, off)))).toMatchObject({ state: 'to do', blocks: false })
    const held = first(checkCharges(context({ livemode: true }, { payouts_enabled: false })))
    expect(held).toMatchObject({ state: 'to do', blocks: false })
  })
})

describe('the branding of invoices', () => {
  it('is an icon or a logo, and a colour', () => {
    expect(first(checkBranding(context({})))?.state).toBe('done')
    const bare = first(checkBranding(context({}, { settings: { branding: { icon: null, logo: null } } })))
    expect(bare).toMatchObject({ state: 'to do', blocks: false })
    expect(bare?.todo).toEqual({
      what: 'Set an icon or a logo and a colour',
      where: 'https://dashboard.stripe.com/acct_1/test/settings/branding',
    })
  })
})

describe('the publishable key', () => {
  const told = (needed: boolean, value: string | undefined) =>
    first(checkPublishableKey(context({ publishableKey: { needed, value } })))
  it('is needed for the form inside our pages, in the mode of the secret key', () => {
    expect(told(false, undefined)?.state).toBe('done')
    expect(told(true, 'pk_test_1')?.state).toBe('done')
    expect(told(true, 'pk_live_1')).toMatchObject({ state: 'missing', blocks: true })
    expect(told(true, undefined)).toMatchObject({ state: 'missing', blocks: true })
  })
})

describe('a webhook address that Stripe cannot reach', () => {
  const webhook = {
    url: 'http://localhost:3000/api/webhooks/stripe',
    events: ['refund.created', 'refund.failed'],
    secretSet: true,
    reachable: false,
  }
  it('is given the words for the Stripe CLI on one’s own machine', async () => {
    const finding = first(await checkWebhook(context({ webhook })))
    expect(finding).toMatchObject({ state: 'to do', blocks: false })
    expect(finding?.todo?.what).toBe(
      'stripe listen --forward-to http://localhost:3000/api/webhooks/stripe --events refund.created,refund.failed',
    )
  })
  it('stops selling where money is real', async () => {
    expect(first(await checkWebhook(context({ webhook, livemode: true })))).toMatchObject({ blocks: true })
  })
})

describe('placeholder prices', () => {
  it('are never made in live mode', async () => {
    const price = {
      order: { sku: skuSchema.parse('RU-STREAMS'), money: { amount: 1n, currency: currency('usd') } },
      placeholder: true,
    }
    // Without a client: were Stripe asked for anything, this would throw.
    const look = await checkPrices(context({ livemode: true, prices: [price as never] }))
    expect(first(look)).toMatchObject({ state: 'missing', blocks: true })
    expect(look.repair).toBeUndefined()
  })
})

describe('Israel by Stripe’s manual rules', () => {
  it('cannot be read and is left to a person', async () => {
    const finding = first(await checkManualTaxRate(context({ israelByFallback: true })))
    expect(finding).toMatchObject({ state: 'to do', blocks: false })
  })
})

describe('the seller’s tax ids', () => {
  const told = async (types: readonly string[]) => {
    const list = async function* () {
      yield* types.map((type) => ({ type, value: 'secret' }))
    }
    const stripe = { taxIds: { list } } as unknown as Stripe
    return first(await checkSellerTaxIds(context({ stripe })))
  }
  it('are named by type, and asked for where there is none', async () => {
    expect(await told(['us_ein', 'il_vat'])).toMatchObject({
      state: 'done',
      detail: 'il_vat, us_ein, on every invoice',
    })
    expect((await told([]))?.todo?.where).toBe(
      'https://dashboard.stripe.com/acct_1/test/settings/billing/invoice',
    )
  })
  it('are no more than one invoice carries', async () => {
    const many = Array.from({ length: 11 }, () => 'eu_vat')
    expect(await told(many)).toMatchObject({ state: 'to do', blocks: false })
    expect(await told(many.slice(1))).toMatchObject({ state: 'done' })
  })
})
