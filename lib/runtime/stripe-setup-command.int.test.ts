import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStripeSetupPath, UNITS, withSecrets } from '@/e2e/stripe-setup-path'
import type { StripeSetupPath } from '@/e2e/stripe-setup-path'
import { handledEventTypes } from '@/lib/payments/handled-events'

let path: StripeSetupPath
beforeAll(async () => {
  path = await openStripeSetupPath()
})
afterAll(() => path.close())

/** An account with all that the command can make. */
async function prepared(): Promise<Record<string, string>> {
  const environment = path.fresh()
  const { out } = await path.run('repair', environment)
  return withSecrets(environment, out)
}

describe('a fresh account', () => {
  beforeEach(async () => {
    await path.db.prisma.price.updateMany({ data: { stripeProductId: null, stripePriceId: null } })
  })

  it('is only looked at by the check, which says what is missing and who makes it', async () => {
    const { code, out, err, writes } = await path.run('look', path.fresh())
    expect({ code, err, writes }).toEqual({ code: 1, err: '', writes: [] })
    expect(out).toContain(`not at Stripe: ${UNITS.map(({ sku }) => sku).join(', ')}`)
    expect(out).toContain('no endpoint at http://127.0.0.1:9/api/webhooks/stripe')
    expect(out).toContain('there is no rate of 18 %')
    expect(out).toContain('npm run stripe:setup makes it')
    expect(await path.db.prisma.price.count({ where: { stripePriceId: { not: null } } })).toBe(0)
  })

  it('is prepared once: the second run makes nothing, and then the check is content', async () => {
    const environment = path.fresh()
    const first = await path.run('repair', environment)
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' })
    expect(first.out.match(/STRIPE_WEBHOOK_SECRET=whsec_/g)).toHaveLength(1)
    const rows = await path.db.prisma.price.findMany({ include: { course: true } })
    const at = await path.sdk(environment).prices.list({ limit: 100 })
    const made = new Map(at.data.map((price) => [price.id, price]))
    for (const row of rows) {
      expect(made.get(row.stripePriceId ?? '')).toMatchObject({
        product: row.stripeProductId,
        unit_amount: Number(row.unitAmount),
        currency: 'usd',
        tax_behavior: 'exclusive',
        metadata: { sku: row.course.sku },
      })
    }
    expect([at.data.length, rows.length]).toEqual([UNITS.length, UNITS.length])
    const [endpoint] = (await path.sdk(environment).webhookEndpoints.list()).data
    expect(endpoint?.url).toBe('http://127.0.0.1:9/api/webhooks/stripe')
    expect([...(endpoint?.enabled_events ?? [])].sort()).toEqual([...handledEventTypes].sort())

    const ready = withSecrets(environment, first.out)
    const second = await path.run('repair', ready)
    expect(second).toMatchObject({ code: 0, writes: [] })
    expect(second.out).not.toContain('whsec_')
    expect(await path.run('look', ready)).toMatchObject({ code: 0, writes: [] })
  })

  it('is told by --json as well, for programs', async () => {
    const { code, out } = await path.run('look', path.fresh(), '--json')
    const parsed: unknown = JSON.parse(out)
    expect(parsed).toMatchObject({ exitCode: code, accounts: [{ account: 'default', livemode: false }] })
  })
})

describe('an account that is not as it must be any more', () => {
  it('gets a new price for a changed amount; the old one stays for sessions that name it', async () => {
    const environment = await prepared()
    const old = await path.db.prisma.price.findFirstOrThrow({
      where: { active: true },
      include: { course: true },
    })
    const { id, createdAt, course, ...same } = old
    await path.db.prisma.price.update({ where: { id }, data: { active: false } })
    const now = { ...same, unitAmount: same.unitAmount + 100n, stripePriceId: null, stripeProductId: null }
    const row = await path.db.prisma.price.create({ data: now })
    const check = await path.run('look', environment)
    expect(check.code).toBe(1)
    expect(check.out).toContain(`not at Stripe: ${course.sku}`)
    expect((await path.run('repair', environment)).code).toBe(0)
    const kept = await path.db.prisma.price.findUniqueOrThrow({ where: { id: row.id } })
    expect(kept.stripeProductId).toBe(old.stripeProductId)
    const price = await path.sdk(environment).prices.retrieve(kept.stripePriceId ?? '')
    expect(price.unit_amount).toBe(Number(row.unitAmount))
    expect((await path.sdk(environment).prices.retrieve(old.stripePriceId ?? '')).active).toBe(true)
    expect(createdAt).toBeInstanceOf(Date)
  })

  it('takes the key back from a price that was made by hand with another amount', async () => {
    const environment = await prepared()
    const row = await path.db.prisma.price.findFirstOrThrow({ where: { active: true } })
    const right = await path.sdk(environment).prices.retrieve(row.stripePriceId ?? '')
    const wrong = await path.sdk(environment).prices.create({
      product: row.stripeProductId ?? '',
      currency: 'usd',
      unit_amount: 1,
      lookup_key: right.lookup_key ?? '',
      transfer_lookup_key: true,
    })
    expect((await path.run('look', environment)).code).toBe(1)
    expect((await path.run('repair', environment)).code).toBe(0)
    const kept = await path.db.prisma.price.findUniqueOrThrow({ where: { id: row.id } })
    expect(kept.stripePriceId).not.toBe(wrong.id)
    expect((await path.sdk(environment).prices.retrieve(kept.stripePriceId ?? '')).unit_amount).toBe(
      right.unit_amount,
    )
  })

  it('gets a changed product back, without another price', async () => {
    const environment = await prepared()
    const row = await path.db.prisma.price.findFirstOrThrow({ where: { active: true } })
    await path.sdk(environment).products.update(row.stripeProductId ?? '', { tax_code: 'txcd_10000000' })
    const check = await path.run('look', environment)
    expect([check.code, check.out.includes('another tax code at Stripe')]).toEqual([1, true])
    const { writes } = await path.run('repair', environment)
    expect(writes).toEqual([`POST /v1/products/${row.stripeProductId}`])
    const product = await path.sdk(environment).products.retrieve(row.stripeProductId ?? '')
    expect(product.tax_code).toBe(row.taxCode)
  })

  it('gets its events back at the same endpoint, whose secret so stays', async () => {
    const environment = await prepared()
    const [endpoint] = (await path.sdk(environment).webhookEndpoints.list()).data
    const id = endpoint?.id ?? ''
    await path.sdk(environment).webhookEndpoints.update(id, {
      enabled_events: ['charge.refunded'],
      disabled: true,
    })
    const check = await path.run('look', environment)
    expect(check.code).toBe(1)
    expect(check.out).toContain(`${id}: it is disabled; not sent: checkout.session.completed`)
    expect((await path.run('repair', environment)).writes).toEqual([`POST /v1/webhook_endpoints/${id}`])
    expect(await path.sdk(environment).webhookEndpoints.retrieve(id)).toMatchObject({ status: 'enabled' })
  })

  it('says what a person does about an endpoint of another version, and goes on selling', async () => {
    const environment = await prepared()
    const [endpoint] = (await path.sdk(environment).webhookEndpoints.list()).data
    await path.sdk(environment).webhookEndpoints.del(endpoint?.id ?? '')
    await path.sdk(environment).webhookEndpoints.create({
      url: 'http://127.0.0.1:9/api/webhooks/stripe',
      enabled_events: endpoint?.enabled_events.map((type) => type as 'charge.updated') ?? [],
    })
    const { code, out } = await path.run('look', environment)
    expect(code).toBe(0)
    expect(out).toContain("sends the account's default version, the code is made for")
    expect(out).toContain('Stripe cannot change it')
  })

  it('says what to do about two endpoints at one address, and about a secret that nobody has set', async () => {
    const environment = await prepared()
    const [first] = (await path.sdk(environment).webhookEndpoints.list()).data
    const again = await path.sdk(environment).webhookEndpoints.create({
      url: first?.url ?? '',
      enabled_events: ['charge.updated'],
    })
    const { STRIPE_WEBHOOK_SECRET: secret, ...without } = environment
    const { code, out, writes } = await path.run('repair', without)
    expect({ code, writes }).toEqual({ code: 1, writes: [] })
    expect(secret).toMatch(/^whsec_/)
    expect(out).toMatch(/webhook +missing ! +STRIPE_WEBHOOK_SECRET is not set/)
    expect(out).toContain(`${again.id} sends to the same address with another secret`)
  })

  it('makes the rate finance asks for, and names the other one without touching it', async () => {
    const environment = { ...(await prepared()), ISRAEL_VAT_PERCENT: '17' }
    expect((await path.run('look', environment)).code).toBe(1)
    const { code, out, writes } = await path.run('repair', environment)
    expect([code, writes]).toEqual([0, ['POST /v1/tax_rates']])
    expect(out).toMatch(/another rate for Israel is active: 18 % \(txr_\w+\)/)
    const rates = await path.sdk(environment).taxRates.list({ active: true })
    expect(rates.data.map(({ percentage }) => percentage)).toEqual([17, 18])
    // Back to the old percentage: what counts is the newest rate, so the old one alone would not do.
    const back = await path.run('repair', { ...environment, ISRAEL_VAT_PERCENT: '18' })
    expect(back.writes).toEqual(['POST /v1/tax_rates'])
  })
})
