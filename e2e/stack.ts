import { startCloudSsoEmulator } from '@/e2e/emulators/cloud-sso/start'
import { startFlockjayEmulator } from '@/e2e/emulators/flockjay/start'
import { DEMO_ACCOUNTS } from '@/e2e/emulators/salesforce/people'
import { startSalesforceEmulator } from '@/e2e/emulators/salesforce/start'
import { startStripeEmulator } from '@/e2e/emulators/stripe/start'
import { furtherAccounts } from '@/lib/runtime/stripe-settings'
import { prepareDatabase } from '@/lib/runtime/prepare-database'
import { seedCatalog } from '@/prisma/seed/catalog'
import { startChild, stopChild } from './children'
import type { Child } from './children'
import { openEndpoint } from './stripe-endpoint'

export type StackOptions = {
  readonly ports: {
    readonly app: number
    readonly stripe: number
    readonly flockjay: number
    readonly sso: number
    readonly salesforce: number
  }
  /** Without it nobody can sign in, as before Redis Cloud's sign-in is set up. */
  readonly signIn?: boolean
  /** Off, as before an org is there, unless asked for. */
  readonly salesforce?: boolean
  readonly database: { readonly ownerUrl: string; readonly appUrl: string }
  /** Real services' values from the environment; they take the place of their emulators. */
  readonly real?: Readonly<Record<string, string | undefined>>
  /** Further values of the environment, for what is off by default. */
  readonly settings?: Readonly<Record<string, string>>
  /** Keeps the emulators' data over a restart. */
  readonly dataDir?: string
  readonly dev?: boolean
  readonly show?: boolean
  readonly logLevel?: string
  readonly step?: <T>(label: string, work: () => Promise<T>) => Promise<T>
}

export type Stack = {
  readonly appUrl: string
  readonly database: StackOptions['database']
  readonly env: NodeJS.ProcessEnv
  readonly stripe: Awaited<ReturnType<typeof startStripeEmulator>> | undefined
  readonly flockjay: Awaited<ReturnType<typeof startFlockjayEmulator>> | undefined
  readonly sso: Awaited<ReturnType<typeof startCloudSsoEmulator>> | undefined
  readonly salesforce: Awaited<ReturnType<typeof startSalesforceEmulator>> | undefined
  /** The secret shared with the learning platform, for links made by hand. */
  readonly handoff: { readonly kid: string; readonly secret: string }
  readonly web: Child
  /** One more web process of the same system, for what has to be true in each of several. */
  readonly startWeb: (port: number) => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>
  /** The worker now running; `restartWorker` replaces it. */
  readonly worker: () => Child
  readonly stopWorker: (signal: NodeJS.Signals) => Promise<void>
  readonly startWorker: () => Promise<void>
  readonly close: () => Promise<void>
}

const LOCAL = {
  token: 'flockjay-local-token',
  stripeKey: 'sk_test_local',
  webhookSecret: 'whsec_local_only',
  secret: 'local only, and the same after a restart',
  handoff: { kid: 'local-1', secret: 'local-only-shared-with-the-learning-platform' },
  cloudClient: { id: 'redis-university', secret: 'cloud-local-secret' },
  staffClient: { id: 'redis-university-staff', secret: 'staff-local-secret' },
  salesforceClient: { clientId: 'redis-university', clientSecret: 'salesforce-local-secret' },
}

/** Brings the whole system up on one machine. What fails is thrown with the failing part's last lines. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports, real = {}, database, dataDir, step = (_label, work) => work() } = options
  const appUrl = `http://localhost:${ports.app}`
  await step('Preparing the database', () => prepareDatabase(database))
  const dataFile = (name: string) => (dataDir === undefined ? {} : { dataFile: `${dataDir}/${name}.json` })
  const emulateStripe = real['STRIPE_SECRET_KEY'] === undefined
  const emulateFlockjay = real['FLOCKJAY_API_URL'] === undefined
  const webhook = { url: `${appUrl}/api/webhooks/stripe`, secret: LOCAL.webhookSecret }
  const stripe = emulateStripe
    ? await startStripeEmulator({
        port: ports.stripe,
        ...(dataDir === undefined ? { webhook } : dataFile('stripe')),
      })
    : undefined
  const webhookSecret =
    stripe === undefined || dataDir === undefined
      ? LOCAL.webhookSecret
      : await openEndpoint(stripe, { secretKey: LOCAL.stripeKey, url: webhook.url })
  for (const { account, ...further } of furtherAccounts({ ...options.settings }).accounts)
    stripe?.setWebhook({ url: `${webhook.url}/${account}`, secret: further.webhookSecret }, further.secretKey)
  const flockjay = emulateFlockjay
    ? await startFlockjayEmulator({
        port: ports.flockjay,
        apiToken: LOCAL.token,
        checkoutUrl: `${appUrl}/university/checkout`,
        handoff: LOCAL.handoff,
        courses: seedCatalog.map(({ flockjayCourseId: id, sku, kind, content }) => ({
          id,
          sku,
          kind,
          title: content.title,
        })),
        ...dataFile('flockjay'),
      })
    : undefined
  const wantsSso = (options.signIn ?? true) && real['CLOUD_SSO_ISSUER'] === undefined
  const sso = wantsSso
    ? await startCloudSsoEmulator({
        port: ports.sso,
        appUrl,
        clients: { cloud: LOCAL.cloudClient, staff: LOCAL.staffClient },
      })
    : undefined
  const wantsSalesforce = (options.salesforce ?? false) && real['SALESFORCE_ENABLED'] === undefined
  const salesforce = wantsSalesforce
    ? await startSalesforceEmulator({
        port: ports.salesforce,
        ...LOCAL.salesforceClient,
        people: DEMO_ACCOUNTS,
        ...dataFile('salesforce'),
      })
    : undefined
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: options.dev ? 'development' : 'production',
    APP_URL: appUrl,
    PORT: String(ports.app),
    DATABASE_URL: database.appUrl,
    NEXTAUTH_SECRET: LOCAL.secret,
    TERMS_URL: 'https://redis.io/legal/',
    PRIVACY_URL: 'https://redis.io/legal/privacy-policy/',
    HELP_URL: 'https://redis.io/support/',
    STRIPE_SECRET_KEY: LOCAL.stripeKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: stripe?.url,
    FLOCKJAY_API_URL: flockjay?.url,
    FLOCKJAY_API_TOKEN: LOCAL.token,
    FLOCKJAY_URL: flockjay?.url,
    HANDOFF_SECRETS: `${LOCAL.handoff.kid}:${LOCAL.handoff.secret}`,
    ...ssoEnvironment(sso),
    ...salesforceEnvironment(salesforce),
    LOG_LEVEL: options.logLevel ?? 'info',
    ...options.settings,
    ...real,
  }
  const show = options.show ?? false
  await step('Loading the catalog', async () => {
    const seed = startChild('seed', [...TSX, 'prisma/seed.ts'], { env, show: false })
    if ((await seed.exited) !== 0) throw new Error(`The catalog could not be loaded:\n${seed.tail()}`)
  })
  const web = startChild('web', [NEXT, options.dev ? 'dev' : 'start', '-p', String(ports.app)], { env, show })
  let worker = startWorker()
  function startWorker(): Child {
    return startChild('worker', [...TSX, 'lib/runtime/worker-main.ts'], { env, show })
  }
  const close = async (): Promise<void> => {
    await Promise.all([stopChild(web), stopChild(worker)])
    await Promise.all([stripe?.close(), flockjay?.close(), sso?.close(), salesforce?.close()])
  }
  try {
    await step('Starting web and worker', async () => {
      await untilReady(`${appUrl}/api/health/ready`, web)
      await untilLine(worker, 'worker ready')
    })
  } catch (error) {
    await close()
    throw error
  }
  return {
    appUrl,
    database,
    env,
    stripe,
    flockjay,
    sso,
    salesforce,
    handoff: LOCAL.handoff,
    web,
    startWeb: async (port) => {
      const url = `http://localhost:${port}`
      const another = startChild('another web', [NEXT, 'start', '-p', String(port)], { env, show })
      await untilReady(`${url}/api/health/ready`, another)
      return { url, stop: () => stopChild(another) }
    },
    worker: () => worker,
    stopWorker: async (signal) => {
      worker.kill(signal)
      await worker.exited
    },
    startWorker: async () => {
      worker = startWorker()
      await untilLine(worker, 'worker ready')
    },
    close,
  }
}

function ssoEnvironment(sso: Stack['sso']): Readonly<Record<string, string>> {
  if (sso === undefined) return {}
  return {
    CLOUD_SSO_ISSUER: sso.cloudIssuer,
    CLOUD_SSO_CLIENT_ID: LOCAL.cloudClient.id,
    CLOUD_SSO_CLIENT_SECRET: LOCAL.cloudClient.secret,
    STAFF_SSO_ISSUER: sso.staffIssuer,
    STAFF_SSO_CLIENT_ID: LOCAL.staffClient.id,
    STAFF_SSO_CLIENT_SECRET: LOCAL.staffClient.secret,
  }
}

function salesforceEnvironment(salesforce: Stack['salesforce']): Readonly<Record<string, string>> {
  if (salesforce === undefined) return { SALESFORCE_ENABLED: 'false' }
  return {
    SALESFORCE_ENABLED: 'true',
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_CLIENT_ID: LOCAL.salesforceClient.clientId,
    SALESFORCE_CLIENT_SECRET: LOCAL.salesforceClient.clientSecret,
  }
}

/** The loader in the very process, so that signals and memory are the program's own. */
const TSX = ['--import', 'tsx']
const NEXT = 'node_modules/next/dist/bin/next'

/** Polls until the address answers 200; gives up after a minute or when the process ends. */
async function untilReady(url: string, child: Child): Promise<void> {
  await until(child, async () => (await fetch(url).catch(() => undefined))?.status === 200)
}

async function untilLine(child: Child, line: string): Promise<void> {
  await until(child, () => Promise.resolve(child.tail().includes(line)))
}

async function until(child: Child, isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await isDone())) {
    if (child.process.exitCode !== null || Date.now() > deadline) {
      throw new Error(`${child.name} did not come up:\n${child.tail()}`)
    }
    await new Promise((done) => setTimeout(done, 100))
  }
}
