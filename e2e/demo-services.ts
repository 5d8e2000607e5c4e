/** Which services of the demo are real, by what the environment holds. */
export type DemoServices = {
  readonly real: Readonly<Record<string, string>>
  readonly database: { readonly ownerUrl: string; readonly appUrl: string } | undefined
  /** What the person at the terminal must know about this mix. */
  readonly notes: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const STRIPE = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_URL']
const FLOCKJAY = ['FLOCKJAY_API_URL', 'FLOCKJAY_API_TOKEN', 'FLOCKJAY_URL']
const SALESFORCE = [
  'SALESFORCE_ENABLED',
  'SALESFORCE_LOGIN_URL',
  'SALESFORCE_CLIENT_ID',
  'SALESFORCE_CLIENT_SECRET',
  'SALESFORCE_USERNAME',
  'SALESFORCE_PRIVATE_KEY',
  'SALESFORCE_CONTACT_KEY',
]
const SIGN_IN = [
  'CLOUD_SSO_ISSUER',
  'CLOUD_SSO_CLIENT_ID',
  'CLOUD_SSO_CLIENT_SECRET',
  'CLOUD_SSO_SMID_CLAIM',
  'CLOUD_SSO_CONTACT_CLAIM',
  'STAFF_SSO_ISSUER',
  'STAFF_SSO_CLIENT_ID',
  'STAFF_SSO_CLIENT_SECRET',
]
const HANDOFF = ['HANDOFF_SECRETS', 'HANDOFF_RETURN_HOSTS']
const PAGES = ['TERMS_URL', 'PRIVACY_URL', 'HELP_URL', 'NEXTAUTH_SECRET']

/**
 * A real service whose keys are there takes the place of its emulator. Throws for live keys, for half a configuration,
 * and for emulated payments that would unlock courses in the real Flockjay, unless that is asked for.
 */
export function chooseServices(env: Environment, { allowMixed }: { allowMixed: boolean }): DemoServices {
  const key = env['STRIPE_SECRET_KEY']
  if (key !== undefined && /^[sr]k_live_/.test(key)) {
    throw new Error(
      'STRIPE_SECRET_KEY is a live key: the demo takes test keys only (sk_test_… or rk_test_…).',
    )
  }
  const stripe = key !== undefined
  const flockjay = env['FLOCKJAY_API_URL'] !== undefined
  if (stripe) need(env, ['STRIPE_WEBHOOK_SECRET'], 'STRIPE_SECRET_KEY is set')
  if (flockjay) need(env, ['FLOCKJAY_API_TOKEN', 'FLOCKJAY_URL'], 'FLOCKJAY_API_URL is set')
  if (flockjay && !stripe && !allowMixed) {
    throw new Error(
      'FLOCKJAY_API_URL is set, but payments are emulated: courses would be unlocked for nothing. Add --allow-mixed to do so.',
    )
  }
  const notes = []
  if (stripe) {
    notes.push(
      'payments go to the real Stripe, in test mode. For webhooks run: stripe listen --forward-to localhost:PORT/api/webhooks/stripe',
    )
    notes.push('without webhooks the done page and npm run reconcile book payments as well.')
  }
  if (flockjay)
    notes.push(
      stripe
        ? 'courses are unlocked in the real Flockjay.'
        : 'EMULATED payments unlock courses in the REAL Flockjay.',
    )
  const salesforce = env['SALESFORCE_ENABLED'] !== undefined
  if (salesforce) notes.push(...salesforceNotes(env, { stripe, allowMixed }))
  const signIn = env['CLOUD_SSO_ISSUER'] !== undefined
  if (signIn) {
    need(env, ['CLOUD_SSO_CLIENT_ID', 'CLOUD_SSO_CLIENT_SECRET'], 'CLOUD_SSO_ISSUER is set')
    notes.push('learners sign in at the real Redis Cloud; /staff needs STAFF_SSO_… as well.')
  }
  const names = [
    ...PAGES,
    ...(stripe ? STRIPE : []),
    ...(flockjay ? [...FLOCKJAY, ...HANDOFF] : []),
    ...(salesforce ? SALESFORCE : []),
    ...(signIn ? SIGN_IN : []),
  ]
  const real = Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
  return { real, database: database(env), notes }
}

/** SALESFORCE_ENABLED=false runs the demo without it; true takes a real org, a sandbox one hopes. */
function salesforceNotes(
  env: Environment,
  { stripe, allowMixed }: { readonly stripe: boolean; readonly allowMixed: boolean },
): string[] {
  if (env['SALESFORCE_ENABLED'] !== 'true') return ['Salesforce is switched off.']
  need(env, ['SALESFORCE_LOGIN_URL', 'SALESFORCE_CLIENT_ID'], 'SALESFORCE_ENABLED is true')
  if (!stripe && !allowMixed)
    throw new Error(
      'SALESFORCE_ENABLED is true, but payments are emulated: purchases that never were would be written to the real org. Add --allow-mixed to do so.',
    )
  return [`purchases are written to the real Salesforce at ${env['SALESFORCE_LOGIN_URL']}.`]
}

function database(env: Environment): DemoServices['database'] {
  const [appUrl, ownerUrl] = [env['DATABASE_URL'], env['DATABASE_OWNER_URL']]
  if (appUrl === undefined && ownerUrl === undefined) return undefined
  if (appUrl === undefined || ownerUrl === undefined) {
    throw new Error(
      'DATABASE_URL and DATABASE_OWNER_URL belong together: set both, or neither for the embedded database.',
    )
  }
  return { appUrl, ownerUrl }
}

function need(env: Environment, names: readonly string[], because: string): void {
  const missing = names.filter((name) => !env[name])
  if (missing.length > 0) throw new Error(`${because}, so ${missing.join(' and ')} must be set too.`)
}
