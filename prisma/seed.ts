import { z } from 'zod'
import { openDatabase } from '@/lib/db/database'
import { createStripeClient } from '@/lib/stripe/client'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { plannedPrices } from '@/lib/runtime/stripe-setup-prices'
import { furtherAccounts } from '@/lib/runtime/stripe-settings'
import { ensurePrice } from '@/lib/stripe/prices'
import { ensureIsraeliTaxRate } from '@/lib/stripe/tax-rates'
import { seedCatalog } from './seed/catalog'
import { writeCatalog } from './seed/write-catalog'

const environment = z
  .object({
    DATABASE_URL: z.url(),
    APP_URL: z.url(),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^[sr]k_test_/, 'a test key: the seed catalog has placeholder prices'),
    STRIPE_API_URL: z.url().optional(),
    ISRAEL_VAT_PERCENT: z.coerce.number().positive().optional(),
  })
  .safeParse(process.env)
if (!environment.success) {
  const names = environment.error.issues.map((issue) => `  - ${issue.path.join('.')}: ${issue.message}`)
  process.stderr.write(`npm run seed cannot start:\n${names.join('\n')}\n`)
  process.exit(1)
}
const { DATABASE_URL, APP_URL, STRIPE_SECRET_KEY, STRIPE_API_URL, ISRAEL_VAT_PERCENT } = environment.data

const db = openDatabase(DATABASE_URL, {
  connections: 2,
  applicationName: 'university-seed',
  onIdleError: (error) => process.stderr.write(`${error.message}\n`),
})
try {
  const made = await writeCatalog(db, seedCatalog)
  const first = { account: DEFAULT_ACCOUNT, secretKey: STRIPE_SECRET_KEY }
  let prices = 0
  for (const { account, secretKey } of [first, ...furtherAccounts(process.env).accounts]) {
    const stripe = createStripeClient({ secretKey, apiUrl: STRIPE_API_URL })
    await ensureIsraeliTaxRate(stripe, ISRAEL_VAT_PERCENT)
    const planned = await plannedPrices(db, account, APP_URL)
    // Another Stripe (a fresh sandbox, say) has other ids: the mapping follows the account in use.
    for (const { order, keep } of planned) await keep(await ensurePrice(stripe, order))
    prices += planned.length
  }
  process.stdout.write(`${made} units added, ${prices} prices known at Stripe (all of them placeholders).\n`)
} finally {
  await db.close()
}
