import { z } from 'zod'
import { parseHandoffKeys } from '@/lib/handoff/handoff-keys'
import type { HandoffKeys } from '@/lib/handoff/handoff-keys'
import { apiKeysSettingSchema } from '@/lib/identity/api-key-setting'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { SALESFORCE_EXPECTED, salesforceEnvironment, salesforceSettings } from './salesforce-settings'
import { missingOfGroup, ssoSettings } from './sso-settings'
import {
  furtherAccounts,
  stripePublishableKey,
  stripeSecretKey,
  stripeWebhookSecret,
} from './stripe-settings'
import type { SettingProblem, StripeSettings } from './stripe-settings'

const webAddress = z.url({ protocol: /^https?$/ })
/** Origin without a trailing slash, so that addresses can be put together by plain concatenation. */
const origin = webAddress.refine(
  (value) => new URL(value).origin === value,
  'an origin such as https://redis.io',
)
const databaseAddress = z.url({ protocol: /^postgres(ql)?$/ })
const secret = z.string().min(32)
const withoutSpace = z.string().regex(/^\S+$/)

/** `kid:secret,kid:secret`, turned into keys. */
const handoffKeys = z.string().transform((text, context): HandoffKeys => {
  const keys = parseHandoffKeys(text)
  if (keys === undefined) context.addIssue({ code: 'custom', message: 'malformed' })
  return keys ?? new Map<string, string>()
})
const hosts = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim()))
  .pipe(z.array(z.string().refine((host) => isHost(host))))
const claimName = z.string().regex(/^[\w.:/-]{1,200}$/)

function isHost(text: string): boolean {
  return URL.canParse(`https://${text}`) && new URL(`https://${text}`).host === text
}

/** Every value the product reads from its environment, with what is expected of it (contracts.md). */
const environmentSchema = z.object({
  DATABASE_URL: databaseAddress,
  APP_URL: origin,
  NEXTAUTH_SECRET: secret,
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  TERMS_URL: webAddress,
  PRIVACY_URL: webAddress,
  HELP_URL: webAddress,
  STRIPE_SECRET_KEY: stripeSecretKey,
  STRIPE_WEBHOOK_SECRET: stripeWebhookSecret,
  STRIPE_PUBLISHABLE_KEY: stripePublishableKey.optional(),
  STRIPE_API_URL: origin.optional(),
  CHECKOUT_FORM: z.enum(['hosted', 'embedded']).default('hosted'),
  ISRAEL_TAX_ROUTE: z.enum(['manual', 'fallback']).default('manual'),
  ISRAEL_VAT_PERCENT: z.coerce.number().positive().max(50).multipleOf(0.0001).default(18),
  FLOCKJAY_API_URL: webAddress,
  FLOCKJAY_API_TOKEN: withoutSpace.min(8),
  FLOCKJAY_URL: webAddress,
  HANDOFF_SECRETS: handoffKeys.default(new Map<string, string>()),
  HANDOFF_RETURN_HOSTS: hosts.optional(),
  CLOUD_SSO_ISSUER: webAddress.optional(),
  CLOUD_SSO_CLIENT_ID: withoutSpace.optional(),
  CLOUD_SSO_CLIENT_SECRET: withoutSpace.optional(),
  CLOUD_SSO_SMID_CLAIM: claimName.default('smid'),
  CLOUD_SSO_CONTACT_CLAIM: claimName.default('contact_id'),
  STAFF_SSO_ISSUER: webAddress.optional(),
  STAFF_SSO_CLIENT_ID: withoutSpace.optional(),
  STAFF_SSO_CLIENT_SECRET: withoutSpace.optional(),
  ...salesforceEnvironment,
  API_KEYS: apiKeysSettingSchema.default([]),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(10),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).max(100).default('redis-university'),
})

const EXPECTED: Readonly<Record<keyof z.infer<typeof environmentSchema>, string>> = {
  DATABASE_URL: "postgresql://… of the application's role (which owns no table)",
  APP_URL: 'the public origin of this site, e.g. https://redis.io, without a path',
  NEXTAUTH_SECRET: 'at least 32 random characters',
  TRUSTED_PROXY_HOPS: 'how many proxies in front of the app add to X-Forwarded-For, 0 to 10',
  TERMS_URL: 'address of the terms of service',
  PRIVACY_URL: 'address of the privacy policy',
  HELP_URL: 'address where learners ask for help',
  STRIPE_SECRET_KEY: 'sk_test_…, sk_live_…, rk_test_… or rk_live_…, without spaces',
  STRIPE_WEBHOOK_SECRET: 'whsec_…, without spaces or line ends',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_… or pk_live_…: needed where CHECKOUT_FORM is embedded',
  STRIPE_API_URL: 'an origin, or unset for Stripe itself',
  CHECKOUT_FORM: "hosted (Stripe's page, the default) or embedded (Stripe's form inside ours)",
  ISRAEL_TAX_ROUTE:
    "manual (the account's own rate, the default) or fallback (Stripe's manual rules, once granted)",
  ISRAEL_VAT_PERCENT: "Israel's VAT in per cent, 18 unless finance says otherwise",
  FLOCKJAY_API_URL: "address of Flockjay's API",
  FLOCKJAY_API_TOKEN: "Flockjay's API token, without spaces",
  FLOCKJAY_URL: "Flockjay's web address, where learners open courses",
  HANDOFF_SECRETS:
    'kid:secret, joined by commas; each secret at least 32 characters without spaces or commas, each kid once',
  HANDOFF_RETURN_HOSTS: 'hosts such as flockjay.example, joined by commas, without https://',
  CLOUD_SSO_ISSUER: "Redis Cloud's OpenID issuer; unset together with the other CLOUD_SSO_… for no sign-in",
  CLOUD_SSO_CLIENT_ID: 'our client id at Redis Cloud',
  CLOUD_SSO_CLIENT_SECRET: 'our client secret at Redis Cloud',
  CLOUD_SSO_SMID_CLAIM: 'name of the claim that carries the SMID',
  CLOUD_SSO_CONTACT_CLAIM: 'name of the claim that carries the contact id',
  STAFF_SSO_ISSUER: "the issuer of Redis's workforce login, another one than CLOUD_SSO_ISSUER",
  STAFF_SSO_CLIENT_ID: 'our client id at the workforce login',
  STAFF_SSO_CLIENT_SECRET: 'our client secret at the workforce login',
  ...SALESFORCE_EXPECTED,
  API_KEYS: 'name:scope+scope:sha256hex, joined by commas, scopes entitlements and catalog; or unset',
  LOG_LEVEL: 'debug, info, warn, error or silent',
  DATABASE_CONNECTIONS: 'connections of this process to Postgres, 2 to 100',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'address of an OpenTelemetry collector that takes OTLP over HTTP, or unset',
  OTEL_SERVICE_NAME: 'the name under which traces and metrics appear, up to 100 characters',
}

/** What one process needs to know of its surroundings. Production has https; then cookies are Secure. */
export type Config = ReturnType<typeof readConfig>

/** The environment is incomplete: `problems` names each value and what is expected, never what it held. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The environment is incomplete:', ...problems.map((line) => `  - ${line}`)].join('\n'))
    this.problems = problems
  }
}

/** Parses the environment. Throws a ConfigError that lists everything missing or malformed at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  // An empty value in a deployment's settings means "not set".
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(set)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    throw new ConfigError([...names].map((name) => problem(name, set[name] === undefined)))
  }
  const env = parsed.data
  const { accounts, problems } = furtherAccounts(set)
  const keys =
    env.CHECKOUT_FORM === 'embedded' ? missingPublishableKeys(env.STRIPE_PUBLISHABLE_KEY, accounts) : []
  const salesforce = salesforceSettings(set)
  const all = [...problems, ...keys, ...salesforce.problems]
  if (all.length > 0) throw new ConfigError(all.map(describe))
  const half = [...missingOfGroup('CLOUD_SSO', set), ...missingOfGroup('STAFF_SSO', set)]
  if (half.length > 0) throw new ConfigError(half.map((name) => problem(name, true)))
  // One issuer for both would let a customer in as staff.
  if (env.STAFF_SSO_ISSUER !== undefined && env.STAFF_SSO_ISSUER === env.CLOUD_SSO_ISSUER)
    throw new ConfigError([problem('STAFF_SSO_ISSUER', false)])
  return {
    ...env,
    /** React's development tools evaluate code; nothing else of ours may. */
    development: environment['NODE_ENV'] === 'development',
    secureCookies: env.APP_URL.startsWith('https:'),
    stripe: {
      first: {
        account: DEFAULT_ACCOUNT,
        secretKey: env.STRIPE_SECRET_KEY,
        webhookSecret: env.STRIPE_WEBHOOK_SECRET,
        publishableKey: env.STRIPE_PUBLISHABLE_KEY,
        countries: [],
      } satisfies StripeSettings,
      further: accounts,
    },
    /** Where Checkout's hosted pages live: the forms of our pages may lead there and nowhere else. */
    paymentOrigin: env.STRIPE_API_URL ?? 'https://checkout.stripe.com',
    cloudSso: ssoSettings({
      ISSUER: env.CLOUD_SSO_ISSUER,
      CLIENT_ID: env.CLOUD_SSO_CLIENT_ID,
      CLIENT_SECRET: env.CLOUD_SSO_CLIENT_SECRET,
    }),
    staffSso: ssoSettings({
      ISSUER: env.STAFF_SSO_ISSUER,
      CLIENT_ID: env.STAFF_SSO_CLIENT_ID,
      CLIENT_SECRET: env.STAFF_SSO_CLIENT_SECRET,
    }),
    /** Where browsers are sent to sign in. */
    signInOrigins: [env.CLOUD_SSO_ISSUER, env.STAFF_SSO_ISSUER].flatMap((issuer) =>
      issuer === undefined ? [] : [new URL(issuer).origin],
    ),
    /** Undefined: nothing is owed to Salesforce. */
    salesforce: salesforce.settings,
    /** A signed link may lead back to these; Flockjay itself when nothing else is said. */
    returnHosts: env.HANDOFF_RETURN_HOSTS ?? [new URL(env.FLOCKJAY_URL).host],
  }
}

function problem(name: string, missing: boolean): string {
  const expected = Object.entries(EXPECTED).find(([key]) => key === name)?.[1] ?? 'see README'
  return describe({ name, missing, expected })
}

function describe({ name, missing, expected }: SettingProblem): string {
  return `${name} is ${missing ? 'missing' : 'malformed'}: expected ${expected}`
}

/** Stripe's script needs a key of each account that sells. */
function missingPublishableKeys(
  first: string | undefined,
  accounts: readonly StripeSettings[],
): SettingProblem[] {
  const further = accounts.filter(({ publishableKey }) => publishableKey === undefined)
  const names = [
    ...(first === undefined ? ['STRIPE_PUBLISHABLE_KEY'] : []),
    ...further.map(({ account }) => `STRIPE_${account.toUpperCase()}_PUBLISHABLE_KEY`),
  ]
  return names.map((name) => ({ name, missing: true, expected: EXPECTED.STRIPE_PUBLISHABLE_KEY }))
}
