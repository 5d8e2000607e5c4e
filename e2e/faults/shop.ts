import { startCheckout } from '@/lib/checkout/start'
import { openDatabase } from '@/lib/db/database'
import { DEFAULT_ACCOUNT, skuSchema, smidSchema } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import { createStripeClient } from '@/lib/stripe/client'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { openCustomers } from './customers'
import type { System } from './system'

const SKU = skuSchema.parse('RU-LAB-LOCKS')
const NEW_YORK = { country: 'US', state: 'NY', postal_code: '10001', name: 'Lena Rivera' }

/** What a payment is called at Stripe. */
export type Payment = { readonly session: string; readonly intent: string }

/** Buyers without browsers: they start checkouts as the web process does, and pay and take back at Stripe. */
export type Shop = {
  /** Starts a checkout of a person nobody else is; returns its session. */
  readonly open: () => Promise<string>
  /** Pays a session; the payment's id is empty when nothing was due. */
  readonly pay: (session: string, how?: Readonly<Record<string, string>>) => Promise<Payment>
  /** `POST /_emulator/…`; returns what it answered. Throws when it was refused. */
  readonly control: (path: string, body?: object) => Promise<Record<string, unknown>>
  readonly sdk: ReturnType<typeof createStripeClient>
  readonly close: () => Promise<void>
}

export function openShop(system: System): Shop {
  const db = openDatabase(system.database.appUrl, {
    connections: 4,
    applicationName: 'faults',
    onIdleError: () => undefined,
  })
  const secretKey = system.env['STRIPE_SECRET_KEY'] ?? ''
  const stripe = createStripeAccount({
    account: DEFAULT_ACCOUNT,
    secretKey,
    webhookSecret: system.webhookSecret,
    apiUrl: system.stripe.url,
  })
  const services = {
    db,
    accounts: stripeAccounts(stripe),
    clock: { now: () => new Date() },
    log: createLogger('faults', 'silent'),
    waker: { wake: () => undefined },
    appUrl: system.appUrl,
  }
  const nextBuyer = openCustomers(system)
  const control: Shop['control'] = async (path, body = {}) => {
    const answer = await fetch(`${system.stripe.url}/_emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  return {
    control,
    sdk: createStripeClient({ secretKey, apiUrl: system.stripe.url }),
    open: async () => {
      const { smid, email } = nextBuyer()
      const started = await startCheckout(services, {
        sku: SKU,
        handoff: { kind: 'plain', sku: SKU, smid: smidSchema.parse(smid) },
        learner: undefined,
        signInConfigured: false,
        ownAccount: false,
        again: false,
        form: { email, country: 'US', poNumber: undefined },
        browser: email,
      })
      if (started.outcome !== 'pay') throw new Error(`a checkout ended as ${started.outcome}`)
      return /cs_test_\w+/.exec(started.url)?.[0] ?? ''
    },
    pay: async (session, how = {}) => {
      const paid = await control(`sessions/${session}/pay`, { ...NEW_YORK, ...how })
      const intent = paid['payment_intent']
      return { session, intent: typeof intent === 'string' ? intent : '' }
    },
    close: () => db.close(),
  }
}
