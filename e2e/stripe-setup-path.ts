import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import { startStripeEmulator } from '@/e2e/emulators/stripe/start'
import type { StripeEmulator } from '@/e2e/emulators/stripe/start'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import { stripeSetupCommand } from '@/lib/runtime/stripe-setup-command'
import { createStripeClient } from '@/lib/stripe/client'
import type { InspectMode } from '@/lib/stripe/setup/inspect-account'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'

type Environment = Record<string, string>

/** Enough units that their prices are asked for in more than one request. */
export const UNITS = seedCatalog.slice(0, 12)
const NOW = new Date('2026-11-21T12:00:00Z')
const BASE = {
  APP_URL: 'http://127.0.0.1:9',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  TERMS_URL: 'http://localhost/terms',
  PRIVACY_URL: 'http://localhost/privacy',
  HELP_URL: 'http://localhost/help',
  FLOCKJAY_API_URL: 'http://localhost/flockjay',
  FLOCKJAY_API_TOKEN: 'flockjay-token',
  FLOCKJAY_URL: 'http://localhost/flockjay',
}

export type StripeSetupPath = Awaited<ReturnType<typeof openStripeSetupPath>>

/** What `stripe:setup` and `stripe:check` work on, with a wire in between that notes every request. */
export async function openStripeSetupPath(options: { termsUrl?: string } = {}) {
  const database = await createTestDatabase()
  const emulator = await startStripeEmulator({ port: 0, settings: options })
  const db = openDatabase(database.appUrl, {
    connections: 2,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, UNITS)
  const seen: string[] = []
  const wire = await openWire(emulator, seen)
  let count = 0
  return {
    db,
    emulator,
    /** The environment of an account that nobody has seen yet. */
    fresh: (kind: 'sk' | 'rk' = 'sk'): Environment => {
      count += 1
      const STRIPE_SECRET_KEY = `${kind}_test_setup${count}`
      return { ...BASE, DATABASE_URL: database.appUrl, STRIPE_API_URL: wire.url, STRIPE_SECRET_KEY }
    },
    /** Runs the command; `writes` are its requests other than GET, counted where they leave. */
    run: async (mode: InspectMode, environment: Environment, ...args: string[]) => {
      seen.length = 0
      const result = await stripeSetupCommand(mode, args, environment, NOW)
      return { ...result, writes: seen.filter((one) => !one.startsWith('GET ')) }
    },
    /** Stripe as a person with the key sees it, beside the wire. */
    sdk: (environment: Environment, name = 'STRIPE_SECRET_KEY') =>
      createStripeClient({ secretKey: environment[name] ?? '', apiUrl: emulator.url }),
    close: async () => {
      await Promise.all([wire.close(), db.close(), emulator.close()])
      await database.drop()
    },
  }
}

/** The secrets that a set-up showed, put where it says. */
export function withSecrets(environment: Environment, out: string): Environment {
  const shown = [...out.matchAll(/^ {2}(STRIPE_\w*WEBHOOK_SECRET)=(\S+)$/gm)]
  return { ...environment, ...Object.fromEntries(shown.map(([, name, value]) => [name, value])) }
}

async function openWire({ port }: StripeEmulator, seen: string[]) {
  const server: Server = createServer((from, to) => {
    seen.push(`${from.method ?? ''} ${(from.url ?? '').split('?')[0] ?? ''}`)
    const { method, url, headers } = from
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(to)
    })
    onward.on('error', () => to.destroy())
    from.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? '') : ''}`
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url, close }
}
