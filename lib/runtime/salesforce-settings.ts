import { z } from 'zod'
import type { SettingProblem } from './stripe-settings'

type Environment = Readonly<Record<string, string | undefined>>

/** How Salesforce is reached, and by what a buyer is known there. */
export type SalesforceSettings = {
  readonly loginUrl: string
  readonly clientId: string
  readonly auth:
    | { readonly kind: 'client-credentials'; readonly clientSecret: string }
    | { readonly kind: 'jwt'; readonly username: string; readonly privateKey: string }
  /** `email`, or the API name of the contact's field that holds what Redis Cloud calls the contact. */
  readonly contactKey: string
}

const withoutSpace = z.string().regex(/^\S+$/)

/** In settings the lines of a key are often joined by `\n` written as two characters. */
const privateKey = z
  .string()
  .transform((text) => text.replaceAll(String.raw`\n`, '\n').trim())
  .refine((text) => /^-----BEGIN PRIVATE KEY-----\n[\s\S]+\n-----END PRIVATE KEY-----$/.test(text))

/** Each value with what is expected of it. They count only while SALESFORCE_ENABLED is true. */
export const salesforceEnvironment = {
  SALESFORCE_ENABLED: z.enum(['true', 'false']).default('false'),
  SALESFORCE_LOGIN_URL: z
    .url({ protocol: /^https?$/ })
    .refine((value) => new URL(value).origin === value)
    .optional(),
  SALESFORCE_CLIENT_ID: withoutSpace.optional(),
  SALESFORCE_CLIENT_SECRET: withoutSpace.optional(),
  SALESFORCE_USERNAME: withoutSpace.optional(),
  SALESFORCE_PRIVATE_KEY: privateKey.optional(),
  SALESFORCE_CONTACT_KEY: z
    .string()
    .regex(/^[A-Za-z]\w{0,79}$/)
    .default('email'),
} as const
const environmentSchema = z.object(salesforceEnvironment)

export const SALESFORCE_EXPECTED: Readonly<Record<keyof typeof salesforceEnvironment, string>> = {
  SALESFORCE_ENABLED: 'true or false (the default)',
  SALESFORCE_LOGIN_URL:
    'the My Domain origin of the org, e.g. https://redis.my.salesforce.com, without a path',
  SALESFORCE_CLIENT_ID: 'consumer key of our External Client App',
  SALESFORCE_CLIENT_SECRET:
    'its consumer secret, unless SALESFORCE_USERNAME and SALESFORCE_PRIVATE_KEY are set instead',
  SALESFORCE_USERNAME: 'user name of the integration user, together with SALESFORCE_PRIVATE_KEY',
  SALESFORCE_PRIVATE_KEY:
    'a PKCS #8 key in PEM (-----BEGIN PRIVATE KEY-----), lines joined by \\n or line ends',
  SALESFORCE_CONTACT_KEY: 'email (the default), or the API name of a field of Contact',
}

/** Undefined while Salesforce is switched off. Values that are there have been judged one by one before. */
export function salesforceSettings(environment: Environment): {
  readonly settings: SalesforceSettings | undefined
  readonly problems: readonly SettingProblem[]
} {
  const env = environmentSchema.parse(environment)
  if (env.SALESFORCE_ENABLED === 'false') return { settings: undefined, problems: [] }
  const { SALESFORCE_LOGIN_URL: loginUrl, SALESFORCE_CLIENT_ID: clientId } = env
  const auth = authentication(env)
  if (loginUrl !== undefined && clientId !== undefined && !('missing' in auth))
    return { settings: { loginUrl, clientId, auth, contactKey: env.SALESFORCE_CONTACT_KEY }, problems: [] }
  const missing = [
    ...(loginUrl === undefined ? ['SALESFORCE_LOGIN_URL' as const] : []),
    ...(clientId === undefined ? ['SALESFORCE_CLIENT_ID' as const] : []),
    ...('missing' in auth ? [auth.missing] : []),
  ]
  return {
    settings: undefined,
    problems: missing.map((name) => ({ name, missing: true, expected: SALESFORCE_EXPECTED[name] })),
  }
}

type Name = keyof typeof salesforceEnvironment

/** A certificate where one is set, else the shared secret. */
function authentication(
  env: z.infer<typeof environmentSchema>,
): SalesforceSettings['auth'] | { readonly missing: Name } {
  const { SALESFORCE_USERNAME: username, SALESFORCE_PRIVATE_KEY: key } = env
  if (username !== undefined && key !== undefined) return { kind: 'jwt', username, privateKey: key }
  if (username !== undefined) return { missing: 'SALESFORCE_PRIVATE_KEY' }
  if (key !== undefined) return { missing: 'SALESFORCE_USERNAME' }
  const { SALESFORCE_CLIENT_SECRET: clientSecret } = env
  return clientSecret === undefined
    ? { missing: 'SALESFORCE_CLIENT_SECRET' }
    : { kind: 'client-credentials', clientSecret }
}
