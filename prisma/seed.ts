import { z } from 'zod'
import { openDatabase } from '@/lib/db/database'
import { createStripeClient } from '@/lib/stripe/client'
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
  })
  .safeParse(process.env)
if (!environment.success) {
  const names = environment.error.issues.map((issue) => `  - ${issue.path.join('.')}: ${issue.message}`)
  process.stderr.write(`npm run seed cannot start:\n${names.join('\n')}\n`)
  process.exit(1)
}
const { DATABASE_URL, APP_URL, STRIPE_SECRET_KEY, STRIPE_API_URL } = environment.data

const db = openDatabase(DATABASE_URL, {
  connections: 2,
  applicationName: 'university-seed',
  onIdleError: (error) => process.stderr.write(`${error.message}\n`),
})
try {
  const made = await writeCatalog(db, seedCatalog)
  const stripe = createStripeClient({ secretKey: STRIPE_SECRET_KEY, apiUrl: STRIPE_API_URL })
  await ensureIsraeliTaxRate(stripe)
  const prices = await db.prisma.price.findMany({ where: { active: true }, include: { course: true } })
  for (const price of prices) {
    const unit = seedCatalog.find(({ sku }) => sku === price.course.sku)
    if (unit === undefined) continue
    const { productId, priceId } = await ensurePrice(stripe, {
      sku: unit.sku,
      title: unit.content.title,
      description: unit.content.description,
      taxCode: price.taxCode,
      money: { amount: price.unitAmount, currency: unit.price.currency },
      pageUrl: `${APP_URL}/university/courses/${unit.slug}`,
    })
    // Another Stripe (a fresh sandbox, say) has other ids: the mapping follows the account in use.
    await db.prisma.price.update({
      where: { id: price.id },
      data: { stripeProductId: productId, stripePriceId: priceId },
    })
  }
  process.stdout.write(
    `${made} units added, ${prices.length} prices known at Stripe (all of them placeholders).\n`,
  )
} finally {
  await db.close()
}
