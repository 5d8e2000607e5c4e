import { z } from 'zod'

const webAddress = z.url({ protocol: /^https?$/ })
/** Origin without a trailing slash, so that addresses can be put together by plain concatenation. */
const origin = webAddress.refine(
  (value) => new URL(value).origin === value,
  'an origin such as https://redis.io',
)
const databaseAddress = z.url({ protocol: /^postgres(ql)?$/ })
const secret = z.string().min(32)
/** Copied secrets come with line ends; a signature made with one never matches (Stripe's known pitfall). */
const withoutSpace = z.string().regex(/^\S+$/)

/** Every value the product reads from its environment, with what is expected of it (contracts.md). */
const environmentSchema = z.object({
  DATABASE_URL: databaseAddress,
  APP_URL: origin,
  NEXTAUTH_SECRET: secret,
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  TERMS_URL: webAddress,
  PRIVACY_URL: webAddress,
  HELP_URL: webAddress,
  STRIPE_SECRET_KEY: withoutSpace.regex(/^[sr]k_(test|live)_/),
  STRIPE_WEBHOOK_SECRET: withoutSpace.regex(/^whsec_/),
  STRIPE_API_URL: origin.optional(),
  FLOCKJAY_API_URL: webAddress,
  FLOCKJAY_API_TOKEN: withoutSpace.min(8),
  FLOCKJAY_URL: webAddress,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(10),
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
  STRIPE_API_URL: 'an origin, or unset for Stripe itself',
  FLOCKJAY_API_URL: "address of Flockjay's API",
  FLOCKJAY_API_TOKEN: "Flockjay's API token, without spaces",
  FLOCKJAY_URL: "Flockjay's web address, where learners open courses",
  LOG_LEVEL: 'debug, info, warn, error or silent',
  DATABASE_CONNECTIONS: 'connections of this process to Postgres, 2 to 100',
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
  return {
    ...env,
    /** React's development tools evaluate code; nothing else of ours may. */
    development: environment['NODE_ENV'] === 'development',
    secureCookies: env.APP_URL.startsWith('https:'),
    /** Where Checkout's hosted pages live: the forms of our pages may lead there and nowhere else. */
    paymentOrigin: env.STRIPE_API_URL ?? 'https://checkout.stripe.com',
  }
}

function problem(name: string, missing: boolean): string {
  const expected = Object.entries(EXPECTED).find(([key]) => key === name)?.[1] ?? 'see README'
  return `${name} is ${missing ? 'missing' : 'malformed'}: expected ${expected}`
}
