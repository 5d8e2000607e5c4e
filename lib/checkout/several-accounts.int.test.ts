import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { accountSchema, sessionIdSchema, skuSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { currency } from '@/lib/money'
import { processSession } from '@/lib/payments/process-session'
import { compare } from '@/lib/reconcile/comparisons'
import { stripeAccounts } from '@/lib/stripe/accounts'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { createStripeClient } from '@/lib/stripe/client'
import { ensurePrice } from '@/lib/stripe/prices'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { ensureIsraeliTaxRate } from '@/lib/stripe/tax-rates'
import { readCountryPrices } from './country-prices'
import type { StartResult } from './start'

const KEY = 'sk_test_israel'
const SKU = 'RU-LAB-LOCKS'
let path: MoneyPath
let accounts: StripeAccounts
let priceId: string

beforeAll(async () => {
  path = await openMoneyPath()
  const sdk = createStripeClient({ secretKey: KEY, apiUrl: path.emulator.url })
  await ensureIsraeliTaxRate(sdk)
  const course = await path.services.db.prisma.course.findUniqueOrThrow({ where: { sku: SKU } })
  const money = { amount: 18_000n, currency: currency('ILS') }
  const made = await ensurePrice(sdk, {
    sku: skuSchema.parse(SKU),
    title: 'Distributed Locks',
    description: 'Locks',
    taxCode: 'txcd_20060058',
    money,
    pageUrl: 'http://localhost/locks',
  })
  const row = await path.services.db.prisma.price.create({
    data: {
      courseId: course.id,
      account: 'il',
      currency: 'ILS',
      unitAmount: money.amount,
      taxCode: 'txcd_20060058',
      stripePriceId: made.priceId,
    },
  })
  priceId = row.id
  const port = createStripeAccount({
    account: accountSchema.parse('il'),
    secretKey: KEY,
    webhookSecret: 'whsec_il',
    apiUrl: path.emulator.url,
  })
  accounts = stripeAccounts(path.services.stripe, [{ port, countries: ['IL'] }])
})
afterAll(() => path.close())

const start = (email: string, country: string, sku = SKU): Promise<StartResult> =>
  path.start(email, { sku, country, through: { ...path.services, accounts } })
const sessionOf = (started: StartResult): SessionId =>
  sessionIdSchema.parse(started.outcome === 'pay' ? /cs_test_\w+/.exec(started.url)?.[0] : started.outcome)
const newEmail = () => `${randomUUID()}@example.com`

describe('a second account that sells to Israel', () => {
  it('sells there at its own price and VAT, and is booked as its own', async () => {
    const session = sessionOf(await start(newEmail(), 'IL'))
    expect(await path.pay(session, { country: 'IL', state: '', postal_code: '6701101' })).toBe(200)
    await processSession({ ...path.services, stripe: accounts.of('il') }, session)
    const books = await path.rows(
      `SELECT p.account, p.currency, p.subtotal::int, p.tax::int, array_agg(DISTINCT t.account) AS ledgers
       FROM purchase p JOIN ledger_transaction t ON t.purchase_id = p.id WHERE p.session_id = $1 GROUP BY p.id`,
      [session],
    )
    expect(books).toEqual([{ account: 'il', currency: 'ILS', subtotal: 18_000, tax: 3_240, ledgers: ['il'] }])
  })
  it('the page knows its price in that country, and nobody pays another one than they saw', async () => {
    const prices = await readCountryPrices(path.services.db, accounts, skuSchema.parse(SKU))
    expect([...prices]).toEqual([['IL', { id: priceId, money: { amount: 18_000n, currency: 'ILS' } }]])
    expect(await readCountryPrices(path.services.db, path.services.accounts, skuSchema.parse(SKU))).toEqual(
      new Map(),
    )
    const through = { ...path.services, accounts }
    const seen = (priceSeen: string) =>
      path.start(newEmail(), { sku: SKU, country: 'IL', through, priceSeen })
    expect(await seen('$199.00')).toEqual({
      outcome: 'price-changed',
      price: { id: priceId, money: { amount: 18_000n, currency: 'ILS' } },
    })
    expect(await seen('₪180.00')).toMatchObject({ outcome: 'pay' })
  })
  it('a unit without a price there is not sold there, and elsewhere as ever', async () => {
    expect(await start(newEmail(), 'IL', 'RU-CERT-DEVELOPER')).toEqual({ outcome: 'not-sold-there' })
    expect(await start(newEmail(), 'DE', 'RU-CERT-DEVELOPER')).toMatchObject({ outcome: 'pay' })
  })
  it('another country ends the session at the account that made it', async () => {
    const email = newEmail()
    const here = sessionOf(await start(email, 'IL'))
    const there = sessionOf(await start(email, 'US'))
    expect(await path.pay(here)).toBe(409)
    expect(await path.pay(there)).toBe(200)
    expect(await start(email, 'IL')).toEqual({ outcome: 'paid', sessionId: there })
  })
  it('what one account says is never booked for the other', async () => {
    const session = sessionOf(await start(newEmail(), 'IL'))
    const read = await accounts.of('il').readSession(session)
    const lying = { ...path.services.stripe, readSession: () => Promise.resolve(read) }
    await expect(processSession({ ...path.services, stripe: lying }, session)).rejects.toThrow(
      'which is of il',
    )
  })
  it('reconciliation finds what either has lost; one that is down does not hold up the other', async () => {
    const [il, us] = [sessionOf(await start(newEmail(), 'IL')), sessionOf(await start(newEmail(), 'US'))]
    await path.pay(il, { country: 'IL', state: '', postal_code: '6701101' })
    await path.pay(us)
    const down = {
      ...accounts.of('il'),
      completedSince: () => {
        throw new Error('il is down')
      },
    }
    const halved = stripeAccounts(down, [{ port: path.services.stripe, countries: ['US'] }])
    await expect(compare({ ...path.services, accounts: halved }, 'sessions')).rejects.toThrow('il is down')
    const bought = () =>
      path.rows('SELECT session_id AS id FROM purchase WHERE session_id = ANY($1)', [[il, us]])
    expect(await bought()).toEqual([{ id: us }])
    expect(await compare({ ...path.services, accounts }, 'sessions')).toMatchObject({ open: 0 })
    expect(await bought()).toHaveLength(2)
  })
})
