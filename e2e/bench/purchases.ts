import pg from 'pg'
import { startCheckout } from '@/lib/checkout/start'
import { openDatabase } from '@/lib/db/database'
import { DEFAULT_ACCOUNT, skuSchema, smidSchema } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import type { StripePort } from '@/lib/stripe/port'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import type { Stack } from '../stack'
import type { Figure } from './figure'
import { median, percentile } from './statistics'

const PER_SECOND = 10
const PURCHASES = 100

/** Our own share of creating a session: everything but the call to Stripe. */
export async function measureStart(stack: Stack): Promise<Figure[]> {
  const own: number[] = []
  const { start, close } = checkout(stack, (milliseconds) => own.push(milliseconds))
  for (let n = 0; n < 60; n += 1) await start(`start${n}@example.com`)
  await close()
  // The first ones warm the pool and the compiler.
  const p50 = median(own.slice(10))
  return [
    {
      what: 'own time in creating a session, p50',
      method: '50 checkouts one after the other, the time inside the call to Stripe taken off',
      aim: '<= 15 ms',
      result: `${p50.toFixed(1)} ms`,
      met: p50 <= 15,
    },
  ]
}

/** From Stripe's "paid" to the unlock done, with the emulators at zero latency. */
export async function measurePurchases(stack: Stack): Promise<Figure[]> {
  const { start, close } = checkout(stack, () => undefined)
  const sessions: string[] = []
  for (let n = 0; n < PURCHASES; n += 1) sessions.push(await start(`buyer${n}@example.com`))
  const begun = performance.now()
  const paidAt = new Map<string, number>()
  await Promise.all(
    sessions.map(async (session, index) => {
      const due = begun + (index * 1_000) / PER_SECOND
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())))
      paidAt.set(session, Date.now())
      const body = JSON.stringify({ country: 'US', state: 'NY', postal_code: '10001', name: 'Lena Rivera' })
      await fetch(`${stack.stripe?.url}/_emulator/sessions/${session}/pay`, { method: 'POST', body })
    }),
  )
  const unlocked = await unlockTimes(stack, sessions)
  await close()
  const latencies = sessions.map(
    (session) => (unlocked.get(session) ?? Number.POSITIVE_INFINITY) - (paidAt.get(session) ?? 0),
  )
  const [p50, p99] = [median(latencies), percentile(latencies, 0.99)]
  return [
    {
      what: 'from paid to unlocked, p50 and p99',
      method: `${PURCHASES} purchases, open loop at ${PER_SECOND}/s, from the payment's request to the unlock's end in our books`,
      aim: 'p50 <= 150 ms, p99 <= 1 s',
      result: `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
      met: p50 <= 150 && p99 <= 1_000,
    },
  ]
}

async function unlockTimes(stack: Stack, sessions: readonly string[]): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: stack.database.ownerUrl })
  await client.connect()
  const sql = `SELECT p.session_id, extract(epoch FROM d.done_at) * 1000 AS at FROM delivery d
    JOIN purchase p ON p.id = d.purchase_id WHERE d.state = 'done' AND p.session_id = ANY($1)`
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query<{ session_id: string; at: string }>(sql, [sessions])
    if (rows.length === sessions.length || tries > 100) {
      await client.end()
      return new Map(rows.map(({ session_id, at }) => [session_id, Number(at)]))
    }
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** Starts checkouts as the web process does, and reports the time not spent in Stripe. */
function checkout(stack: Stack, own: (milliseconds: number) => void) {
  const db = openDatabase(stack.database.appUrl, {
    connections: 4,
    applicationName: 'bench',
    onIdleError: () => undefined,
  })
  const real = createStripeAccount({
    account: DEFAULT_ACCOUNT,
    secretKey: stack.env['STRIPE_SECRET_KEY'] ?? '',
    webhookSecret: stack.env['STRIPE_WEBHOOK_SECRET'] ?? '',
    apiUrl: stack.stripe?.url,
  })
  let inStripe = 0
  const stripe: StripePort = {
    ...real,
    createSession: async (parameters, key) => {
      const from = performance.now()
      const result = await real.createSession(parameters, key)
      inStripe += performance.now() - from
      return result
    },
  }
  const services = {
    db,
    accounts: stripeAccounts(stripe),
    clock: { now: () => new Date() },
    log: createLogger('bench', 'silent'),
    waker: { wake: () => undefined },
    appUrl: stack.appUrl,
  }
  const sku = skuSchema.parse('RU-LAB-LOCKS')
  const start = async (email: string): Promise<string> => {
    inStripe = 0
    const from = performance.now()
    const result = await startCheckout(services, {
      sku,
      handoff: { kind: 'plain', sku, smid: smidSchema.parse('BENCH-1') },
      learner: undefined,
      signInConfigured: false,
      ownAccount: false,
      again: false,
      form: { email, country: 'US', poNumber: undefined },
      browser: email,
    })
    own(performance.now() - from - inStripe)
    if (result.outcome !== 'pay') throw new Error(`a checkout ended as ${result.outcome}`)
    return /cs_test_\w+/.exec(result.url)?.[0] ?? ''
  }
  return { start, close: () => db.close() }
}
