import { z } from 'zod'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { erasePerson } from '@/lib/support/erase-person'
import type { ErasedPurchase, EraseResult } from '@/lib/support/erase-person'
import { readConfigOrExit } from './config-or-exit'
import { openStripe } from './open-stripe'

const email = z.email().safeParse(process.argv[2])
if (!email.success || process.argv.length > 3) {
  process.stderr.write(
    'npm run erase -- <email>\nTakes a person out of this database: who they are, not what was paid.\n',
  )
  process.exit(1)
}
const config = readConfigOrExit()
const db = openDatabase(config.DATABASE_URL, {
  connections: 2,
  applicationName: 'university-erase',
  onIdleError: () => undefined,
})
try {
  const result = await erasePerson({ db, accounts: openStripe(config), clock: systemClock }, email.data)
  process.stdout.write(`${words(result)}\n`)
  process.exitCode = result.outcome === 'erased' || result.outcome === 'nobody' ? 0 : 1
} finally {
  await db.close()
}

function words(result: EraseResult): string {
  switch (result.outcome) {
    case 'nobody':
      return 'Nobody here has this e-mail address. Nothing was changed.'
    case 'stripe-unreachable':
      return 'Stripe could not be reached to close a payment page that is still open. Nothing was erased: try again.'
    case 'busy':
      return [
        'Not yet: a payment or a course is still on its way. Nothing was erased. Try again when these are settled:',
        ...result.references.map((reference) => `  ${reference}`),
      ].join('\n')
    case 'erased':
      return [
        `Erased here: ${result.persons} ${result.persons === 1 ? 'person' : 'persons'}, with what their checkouts were made with and their sign-ins. Money records stay, without a name.`,
        ...elsewhere(result.purchases),
      ].join('\n')
  }
}

function elsewhere(purchases: readonly ErasedPurchase[]): readonly string[] {
  if (purchases.length === 0) return ['They bought nothing: there is nothing to do elsewhere.']
  const list = (name: string, ids: readonly (string | null)[]) =>
    ids.flatMap((id) => (id === null ? [] : [`     ${name} ${id}`]))
  return [
    '',
    'To do elsewhere, by hand:',
    '  1. Stripe: Dashboard, each payment, its customer: delete the customer, and ask Stripe to redact the payment and',
    '     the invoice (tax law may have the invoice kept).',
    ...purchases.flatMap((purchase) =>
      list(purchase.reference, [purchase.sessionId, purchase.paymentIntentId, purchase.invoiceId]),
    ),
    '  2. Flockjay: the learner behind these enrolments.',
    ...purchases.flatMap(({ purchaseId }) => list('purchase', [purchaseId])),
    '  3. Salesforce: the contact behind these purchases, by the same purchase ids.',
    '  4. Database backups age out by your own schedule. Logs here carry no e-mail and no SMID.',
  ]
}
