import { z } from 'zod'
import { countrySchema } from '@/lib/checkout/countries'
import { accountSchema, DEFAULT_ACCOUNT } from '@/lib/ids'
import type { Account } from '@/lib/ids'

/** How one Stripe account is reached, and whom it sells to. */
export type StripeSettings = {
  readonly account: Account
  readonly secretKey: string
  readonly webhookSecret: string
  /** Needed for the card form inside our pages only. */
  readonly publishableKey: string | undefined
  /** Billing countries it sells to; the default account takes all that nobody claims. */
  readonly countries: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** A value that is missing or malformed, with what is expected in words; never what it held. */
export type SettingProblem = { readonly name: string; readonly missing: boolean; readonly expected: string }

/** Copied secrets come with line ends; a signature made with one never matches (Stripe's known pitfall). */
export const stripeSecretKey = z.string().regex(/^[sr]k_(test|live)_\S+$/)
export const stripeWebhookSecret = z.string().regex(/^whsec_\S+$/)
export const stripePublishableKey = z.string().regex(/^pk_(test|live)_\S+$/)

const names = z.array(accountSchema.refine((name) => name !== DEFAULT_ACCOUNT))
const countries = z.array(countrySchema).min(1)

/** The accounts beside the default one: `STRIPE_ACCOUNTS=eu,il` and for each its `STRIPE_EU_…` values (contracts.md). */
export function furtherAccounts(environment: Environment): {
  readonly accounts: readonly StripeSettings[]
  readonly problems: readonly SettingProblem[]
} {
  const listed = list(environment['STRIPE_ACCOUNTS'])
  const known = names.safeParse(listed)
  if (!known.success || new Set(listed).size < listed.length)
    return { accounts: [], problems: [{ name: 'STRIPE_ACCOUNTS', missing: false, expected: NAMES }] }
  const read = known.data.map((account) => readAccount(environment, account))
  const accounts = read.flatMap(({ settings }) => settings ?? [])
  const problems = read.flatMap((each) => each.problems)
  return { accounts, problems: problems.length > 0 ? problems : conflicts(environment, accounts) }
}

const NAMES = 'names such as eu,il: small letters and digits, each once, none of them "default"'

function readAccount(environment: Environment, account: Account) {
  const prefix = `STRIPE_${account.toUpperCase()}`
  const problems: SettingProblem[] = []
  const value = <T>(
    suffix: string,
    schema: z.ZodType<T>,
    given: unknown,
    expected: string,
  ): T | undefined => {
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data
    const missing = environment[`${prefix}_${suffix}`] === undefined
    problems.push({ name: `${prefix}_${suffix}`, missing, expected })
    return undefined
  }
  const raw = (suffix: string): string | undefined => environment[`${prefix}_${suffix}`]
  const secretKey = value(
    'SECRET_KEY',
    stripeSecretKey,
    raw('SECRET_KEY'),
    'sk_test_…, sk_live_…, rk_test_… or rk_live_…',
  )
  const webhookSecret = value(
    'WEBHOOK_SECRET',
    stripeWebhookSecret,
    raw('WEBHOOK_SECRET'),
    'whsec_…, without spaces or line ends',
  )
  const publishableKey = value(
    'PUBLISHABLE_KEY',
    stripePublishableKey.optional(),
    raw('PUBLISHABLE_KEY'),
    'pk_test_… or pk_live_…',
  )
  const sold = value('COUNTRIES', countries, list(raw('COUNTRIES')), 'country codes such as DE,FR')
  if (secretKey === undefined || webhookSecret === undefined || sold === undefined)
    return { settings: undefined, problems }
  return { settings: { account, secretKey, webhookSecret, publishableKey, countries: sold }, problems }
}

/** A key used twice would book everything twice; a country claimed twice would be sold by whoever comes first. */
function conflicts(environment: Environment, accounts: readonly StripeSettings[]): SettingProblem[] {
  const keys = [environment['STRIPE_SECRET_KEY'], ...accounts.map(({ secretKey }) => secretKey)]
  const claimed = accounts.flatMap((each) => each.countries)
  return accounts.flatMap(({ account, secretKey, countries: sold }) => {
    const prefix = `STRIPE_${account.toUpperCase()}`
    const twice = keys.filter((key) => key === secretKey).length > 1
    const shared = sold.some((country) => claimed.filter((other) => other === country).length > 1)
    const otherMode = keys.some((key) => key !== undefined && isLive(key) !== isLive(secretKey))
    return [
      ...(twice ? [conflict(`${prefix}_SECRET_KEY`, 'a key that no other account has')] : []),
      ...(otherMode
        ? [conflict(`${prefix}_SECRET_KEY`, 'a key of the same mode (test or live) as STRIPE_SECRET_KEY')]
        : []),
      ...(shared
        ? [conflict(`${prefix}_COUNTRIES`, 'countries that only one account claims, each once')]
        : []),
    ]
  })
}

function conflict(name: string, expected: string): SettingProblem {
  return { name, missing: false, expected }
}

function isLive(key: string): boolean {
  return /^[sr]k_live_/.test(key)
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
