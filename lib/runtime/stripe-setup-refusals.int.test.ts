import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStripeSetupPath, UNITS, withSecrets } from '@/e2e/stripe-setup-path'
import type { StripeSetupPath } from '@/e2e/stripe-setup-path'
import { DEFAULT_ACCOUNT } from '@/lib/ids'

let path: StripeSetupPath
beforeAll(async () => {
  path = await openStripeSetupPath({ termsUrl: '' })
})
afterAll(() => path.close())
beforeEach(() => path.emulator.setFaults([]))

const LACKS = (permission: string): string =>
  JSON.stringify({
    error: {
      type: 'invalid_request_error',
      message: `The provided key 'rk_test_***' does not have the required permissions for this endpoint on account 'acct_1'. Having the '${permission}' permission would allow this request to continue.`,
    },
  })
const refuse = (match: string, permission: string) => ({
  match,
  status: 403,
  body: LACKS(permission),
  contentType: 'application/json',
})

describe('what only a person can put right', () => {
  it('is the terms URL: the set-up tries it, Stripe refuses, and the page to set it is named', async () => {
    const environment = path.fresh()
    const check = await path.run('look', environment)
    expect(check.writes).toEqual([])
    expect(check.out).toContain('not known: no session has asked for consent yet')
    const { code, out } = await path.run('repair', environment)
    expect(code).toBe(1)
    expect(out).toMatch(/terms of service +missing ! +the account has no terms URL/)
    expect(out).toMatch(/https:\/\/dashboard\.stripe\.com\/acct_\w+\/test\/settings\/public\n/)
  })

  it('is a permission that a restricted key lacks, named as Stripe names it', async () => {
    path.emulator.setFaults([
      refuse('GET /v1/charges', 'rak_charge_read'),
      refuse('GET /v1/webhook_endpoints', 'rak_webhook_read'),
    ])
    const { code, out } = await path.run('look', path.fresh('rk'))
    expect(code).toBe(1)
    expect(out).toMatch(/permissions +missing ! +the key may not read Charges \(rak_charge_read\)\n/)
    expect(out).toMatch(/webhook +missing ! +the key lacks the permission rak_webhook_read\n/)
    expect(out).toMatch(/dashboard\.stripe\.com\/acct_\w+\/test\/apikeys\n/)
  })

  it('is no reason to stop when a restricted key may not read the account: the rest is looked at', async () => {
    path.emulator.setFaults([refuse('GET /v1/account', 'rak_accounts_kyc_id_numbers_read')])
    const { out } = await path.run('look', path.fresh('rk'))
    expect(out).toMatch(/key +to do +restricted key; test mode; it may not read the account/)
    expect(out).toMatch(/payments +to do +not seen/)
    expect(out).toMatch(/prices +missing ! +not at Stripe/)
  })
})

describe('an account without tax registrations', () => {
  it('fails loudly and names what to do, although automatic tax is active and no request ever fails', async () => {
    const environment = path.fresh()
    const all = await path.sdk(environment).tax.registrations.list({ status: 'active', limit: 100 })
    for (const { id } of all.data)
      await path.sdk(environment).tax.registrations.update(id, { expires_at: 'now' })
    const { code, out, writes } = await path.run('look', environment)
    expect({ code, writes }).toEqual({ code: 1, writes: [] })
    expect(out).toMatch(/tax settings +done +active, head office in/)
    expect(out).toMatch(/tax registrations +missing ! +none is active: automatic tax collects zero, silently/)
    expect(out).toMatch(/register each country and US state.*\n +https:.*\/test\/tax\/registrations\n/)
    // No machine registers a business for tax.
    const repaired = await path.run('repair', environment)
    expect(repaired.writes.filter((one) => one.includes('/tax/'))).toEqual([])
    expect(repaired.out).toMatch(/tax registrations +missing !/)
  })
})

describe('what could not be read', () => {
  it('ends with 2, and the other lines are there', async () => {
    path.emulator.setFaults([{ match: 'GET /v1/tax/settings', status: 500 }])
    const { code, out } = await path.run('look', path.fresh())
    expect(code).toBe(2)
    expect(out).toMatch(/tax settings +unknown +Stripe did not tell: /)
    expect(out).toMatch(/tax registrations +done +US: CA/)
  })
  it('ends with 2 when nothing answers, and says what was left out when the settings are not whole', async () => {
    const nowhere = await path.run('look', { ...path.fresh(), STRIPE_API_URL: 'http://127.0.0.1:9' })
    expect(nowhere).toMatchObject({ code: 2 })
    expect(nowhere.out).toMatch(/key +unknown +Stripe did not tell: StripeConnectionError/)
    const { code, out, err } = await path.run('repair', { ...path.fresh(), STRIPE_SECRET_KEY: '' })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('STRIPE_SECRET_KEY is missing')
  })
  it('does not swallow a secret that was made before: it is shown all the same', async () => {
    path.emulator.setFaults([{ match: 'GET /v1/tax_rates', drop: true }])
    const { code, out } = await path.run('repair', path.fresh())
    expect(code).toBe(2)
    expect(out).toMatch(/Israeli VAT rate +unknown/)
    expect(out).toMatch(/^ {2}STRIPE_WEBHOOK_SECRET=whsec_\w+$/m)
  })
  it('is all of an account whose key Stripe does not accept', async () => {
    path.emulator.setFaults([
      {
        match: 'GET /v1/account',
        status: 401,
        body: '{"error":{"type":"invalid_request_error","message":"Invalid API Key provided: sk_test_***"}}',
        contentType: 'application/json',
      },
    ])
    const { code, out } = await path.run('look', path.fresh())
    expect(code).toBe(1)
    expect(out).toMatch(/key +missing ! +Stripe does not accept this key\n/)
    expect(out).not.toContain('prices')
  })
  it('is refused with an argument that there is not', async () => {
    expect(await path.run('look', path.fresh(), '--fix')).toMatchObject({ code: 2, writes: [] })
  })
})

describe('more accounts', () => {
  it('each get their own endpoint, secret and prices; only the one that sells there gets the Israeli rate', async () => {
    const environment = {
      ...path.fresh(),
      STRIPE_ACCOUNTS: 'il',
      STRIPE_IL_SECRET_KEY: 'sk_test_israel',
      STRIPE_IL_COUNTRIES: 'IL',
    }
    const check = await path.run('look', environment)
    expect(check.out).toContain("no price of this account yet (it gets the default account's amount)")
    expect(await path.db.prisma.price.count({ where: { account: 'il' } })).toBe(0)

    const { out } = await path.run('repair', environment)
    expect(out).toContain(`${UNITS.length} with the default account's amount and currency`)
    expect(out).toMatch(/Israeli VAT rate +done +not needed: another account sells to Israel/)
    expect(out).toMatch(/tax registrations +done +not needed: this account sells to Israel only/)
    const endpoints = await path.sdk(environment, 'STRIPE_IL_SECRET_KEY').webhookEndpoints.list()
    expect(endpoints.data.map(({ url }) => url)).toEqual(['http://127.0.0.1:9/api/webhooks/stripe/il'])
    const rates = await path.sdk(environment, 'STRIPE_IL_SECRET_KEY').taxRates.list()
    expect(rates.data).toMatchObject([{ country: 'IL', percentage: 18, inclusive: false }])
    expect((await path.sdk(environment).taxRates.list()).data).toEqual([])

    const own = await path.db.prisma.price.findMany({ where: { account: DEFAULT_ACCOUNT } })
    const copied = await path.db.prisma.price.findMany({ where: { account: 'il' } })
    const sums = (rows: typeof own) => rows.map((row) => [row.courseId, row.unitAmount, row.currency]).sort()
    expect(sums(copied)).toEqual(sums(own))

    const ready = withSecrets(environment, out)
    expect(Object.keys(ready)).toEqual(
      expect.arrayContaining(['STRIPE_WEBHOOK_SECRET', 'STRIPE_IL_WEBHOOK_SECRET']),
    )
    const second = await path.run('repair', ready)
    expect(second.writes.filter((one) => one !== 'POST /v1/checkout/sessions')).toEqual([])
  })

  it('are refused when two keys are of one Stripe account', async () => {
    const answer = await path.sdk(path.fresh()).accounts.retrieveCurrent()
    path.emulator.setFaults([
      { match: 'GET /v1/account', body: JSON.stringify(answer), contentType: 'application/json' },
    ])
    const { code, out } = await path.run('look', {
      ...path.fresh(),
      STRIPE_ACCOUNTS: 'eu',
      STRIPE_EU_SECRET_KEY: 'sk_test_the_same',
      STRIPE_EU_COUNTRIES: 'DE',
    })
    expect(code).toBe(1)
    expect(out).toContain('this is the same Stripe account as default')
  })
})
