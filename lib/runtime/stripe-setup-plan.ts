import { isIPv4 } from 'node:net'
import type { Database } from '@/lib/db/database'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { handledEventTypes } from '@/lib/payments/handled-events'
import { createStripeClient } from '@/lib/stripe/client'
import type { AccountPlan } from '@/lib/stripe/setup/account-plan'
import { usesAutomaticTax } from '@/lib/stripe/setup/check-registrations'
import { readConfig } from './config'
import type { Config } from './config'
import { plannedPrices } from './stripe-setup-prices'
import type { StripeSettings } from './stripe-settings'

type Environment = Readonly<Record<string, string | undefined>>

/** Stands where a webhook secret will be: the endpoint that has it may not be there yet. */
const TO_COME = 'whsec_to_come'

/** The configuration, whose webhook secrets may be missing: they come from an endpoint that the setup makes. */
export function readSetupConfig(environment: Environment): Config {
  const further = (environment['STRIPE_ACCOUNTS'] ?? '').split(',').map((name) => name.trim().toUpperCase())
  const prefixes = ['STRIPE', ...further.filter((name) => name !== '').map((name) => `STRIPE_${name}`)]
  const absent = prefixes.map((prefix) => `${prefix}_WEBHOOK_SECRET`).filter((name) => !environment[name])
  return readConfig({ ...environment, ...Object.fromEntries(absent.map((name) => [name, TO_COME])) })
}

/** What each configured account must look like, the default one first. */
export async function accountPlans(db: Database, config: Config): Promise<AccountPlan[]> {
  const { first, further } = config.stripe
  const plans: AccountPlan[] = []
  for (const settings of [first, ...further]) plans.push(await planOf(db, config, settings))
  return plans
}

async function planOf(db: Database, config: Config, settings: StripeSettings): Promise<AccountPlan> {
  const { account, secretKey, webhookSecret, publishableKey, countries } = settings
  const isDefault = account === DEFAULT_ACCOUNT
  const israelIsManual = config.ISRAEL_TAX_ROUTE === 'manual'
  const sellsToIsrael = sellsTo('IL', config, settings)
  const livemode = /^[sr]k_live_/.test(secretKey)
  return {
    account,
    stripe: createStripeClient({ secretKey, apiUrl: config.STRIPE_API_URL }),
    prefix: isDefault ? 'STRIPE' : `STRIPE_${account.toUpperCase()}`,
    livemode,
    restricted: secretKey.startsWith('rk_'),
    prices: await plannedPrices(db, account, config.APP_URL),
    automaticTax: usesAutomaticTax({ countries }, israelIsManual),
    countries,
    sellsToUnitedStates: sellsTo('US', config, settings),
    israeliVat: sellsToIsrael && israelIsManual ? config.ISRAEL_VAT_PERCENT : undefined,
    israelByFallback: sellsToIsrael && !israelIsManual,
    webhook: {
      url: `${config.APP_URL}/api/webhooks/stripe${isDefault ? '' : `/${account}`}`,
      events: handledEventTypes,
      secretSet: webhookSecret !== TO_COME,
      // Where Stripe is not at its own address, it may well be beside us.
      reachable: config.STRIPE_API_URL !== undefined || isReachable(config.APP_URL, livemode),
    },
    publishableKey: { needed: config.CHECKOUT_FORM === 'embedded', value: publishableKey },
  }
}

function sellsTo(country: string, { stripe }: Config, { account, countries }: StripeSettings): boolean {
  if (countries.includes(country)) return true
  const claimed = stripe.further.some((other) => other.countries.includes(country))
  return account === DEFAULT_ACCOUNT && !claimed
}

/** Whether Stripe can send anything to an address: no machine of one's own, and https where money is real. */
export function isReachable(address: string, livemode: boolean): boolean {
  const { hostname, protocol } = new URL(address)
  if (livemode && protocol !== 'https:') return false
  if (/(^|\.)(localhost|local|internal|test)$/.test(hostname) || !hostname.includes('.')) return false
  return !isIPv4(hostname) || !/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
}
