import { startStripeEmulator } from '@/e2e/emulators/stripe/start'
import { startFlockjayEmulator } from '@/e2e/emulators/flockjay/start'
import { createTestDatabase } from '@/e2e/test-database'
import { startCheckout } from '@/lib/checkout/start'
import type { StartRequest, StartServices } from '@/lib/checkout/start'
import { openDatabase } from '@/lib/db/database'
import { createFlockjayClient } from '@/lib/flockjay/client'
import { DEFAULT_ACCOUNT, skuSchema, smidSchema, sessionIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import { createStripeClient } from '@/lib/stripe/client'
import { ensurePrice } from '@/lib/stripe/prices'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { ensureIsraeliTaxRate } from '@/lib/stripe/tax-rates'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'

const SECRET_KEY = 'sk_test_money_path'
export const WEBHOOK_SECRET = 'whsec_money_path'
const TOKEN = 'flockjay-money-path'

type StartOptions = {
  readonly sku?: string
  readonly smid?: string
  readonly country?: string
  readonly browser?: string
  readonly through?: StartServices
} & Partial<
  Pick<StartRequest, 'handoff' | 'learner' | 'signInConfigured' | 'ownAccount' | 'again' | 'priceSeen'>
>

export type MoneyPath = Awaited<ReturnType<typeof openMoneyPath>>

/**
 * Everything a payment passes through, on a database of its own: for integration tests of the capabilities, without
 * web and worker. Wake-ups go nowhere: a test runs the jobs itself, in the order it wants to see.
 */
export async function openMoneyPath() {
  const database = await createTestDatabase()
  const [emulator, flockjayEmulator] = await Promise.all([
    startStripeEmulator({ port: 0 }),
    startFlockjayEmulator({
      port: 0,
      apiToken: TOKEN,
      checkoutUrl: 'http://localhost/checkout',
      courses: [],
    }),
  ])
  flockjayEmulator.setCourses(
    seedCatalog.map(({ flockjayCourseId: id, sku, kind, content }) => ({
      id,
      sku,
      kind,
      title: content.title,
    })),
  )
  const db = openDatabase(database.appUrl, {
    connections: 8,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  const sdk = createStripeClient({ secretKey: SECRET_KEY, apiUrl: emulator.url })
  await writeCatalog(db, seedCatalog)
  await ensureIsraeliTaxRate(sdk)
  for (const { sku, slug, content, taxCode, price } of seedCatalog) {
    const money = { amount: price.minor, currency: price.currency }
    const order = {
      sku,
      title: content.title,
      description: content.description,
      taxCode,
      money,
      pageUrl: `http://localhost/${slug}`,
    }
    const { priceId } = await ensurePrice(sdk, order)
    await db.prisma.price.updateMany({ where: { course: { sku } }, data: { stripePriceId: priceId } })
  }
  const stripe = createStripeAccount({
    account: DEFAULT_ACCOUNT,
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    apiUrl: emulator.url,
  })
  const services = {
    db,
    stripe,
    accounts: stripeAccounts(stripe),
    flockjay: createFlockjayClient({ apiUrl: flockjayEmulator.url, token: TOKEN, timeoutMs: 2_000 }),
    clock: { now: () => new Date() },
    log: createLogger('test', 'silent'),
    waker: { wake: () => undefined },
    workerId: () => undefined,
    appUrl: 'http://localhost',
  }
  const start = (
    email: string,
    {
      sku = 'RU-CERT-DEVELOPER',
      smid = 'ACME-1',
      country = 'US',
      browser = 'browser',
      through = services,
      ...known
    }: StartOptions = {},
  ) =>
    startCheckout(through, {
      sku: skuSchema.parse(sku),
      handoff: { kind: 'plain', sku: skuSchema.parse(sku), smid: smidSchema.parse(smid) },
      learner: undefined,
      signInConfigured: false,
      ownAccount: false,
      again: false,
      form: { email, country, poNumber: undefined },
      browser,
      ...known,
    })
  /** Starts a checkout that must lead to Stripe; returns its session. */
  const open = async (email: string, options?: Parameters<typeof start>[1]): Promise<SessionId> => {
    const started = await start(email, options)
    if (started.outcome !== 'pay') throw new Error(`expected a payment page, got ${started.outcome}`)
    return sessionIdSchema.parse(/cs_test_\w+/.exec(started.url)?.[0])
  }
  const pay = async (session: SessionId, how: Record<string, string> = {}): Promise<number> => {
    const body = JSON.stringify({
      country: 'US',
      state: 'NY',
      postal_code: '10001',
      name: 'Lena Rivera',
      ...how,
    })
    return (await fetch(`${emulator.url}/_emulator/sessions/${session}/pay`, { method: 'POST', body })).status
  }
  const close = async (): Promise<void> => {
    await db.close()
    await Promise.all([emulator.close(), flockjayEmulator.close()])
    await database.drop()
  }
  const rows = async (sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await db.pool.query(sql, [...values])).rows
  return { database, services, sdk, emulator, flockjayEmulator, start, open, pay, rows, close }
}
