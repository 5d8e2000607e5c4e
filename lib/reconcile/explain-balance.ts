import { z } from 'zod'
import { accountMovePosting } from '@/lib/ledger/account-move'
import { post } from '@/lib/ledger/post'
import type { SessionId } from '@/lib/ids'
import { currencySchema, formatMoney } from '@/lib/money'
import { findSession } from '@/lib/payments/find-session'
import type { PaymentObject } from '@/lib/stripe/money-back'
import { bookAgain } from './book-again'
import type { ComparisonRun } from './comparison'
import type { Found } from './discrepancies'
import { walk } from './rows-in-order'
import type { AccountServices } from './services'

const lineSchema = z.object({
  id: z.string(),
  category: z.string(),
  source: z.string().nullable(),
  currency: currencySchema,
  gross: z.coerce.bigint(),
  fee: z.coerce.bigint(),
  net: z.coerce.bigint(),
  occurredAt: z.date(),
})
type Line = z.infer<typeof lineSchema>

/** A line of nothing needs no posting: it moved no money. */
const UNPOSTED = `
  SELECT id, category, source, currency, gross, fee, net, created_at AS "occurredAt" FROM balance_transaction b
  WHERE id > $1 AND account = $3 AND (gross <> 0 OR fee <> 0)
    AND NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.key = 'settlement:' || b.id)
  ORDER BY id LIMIT $2`

/** Which object of a payment the source of a line is (docs.stripe.com/reports/reporting-categories). */
const SOURCES: Readonly<Record<string, PaymentObject['kind']>> = {
  charge: 'charge',
  charge_failure: 'charge',
  refund: 'refund',
  refund_failure: 'refund',
  dispute: 'dispute',
  dispute_reversal: 'dispute',
}

/** Enters what the ledger lacks, by what moved the money; what belongs to nothing of ours is found. */
export async function explainBalance(
  services: AccountServices,
  { connection }: ComparisonRun,
): Promise<{ readonly repaired: number; readonly found: readonly Found[] }> {
  const { db, stripe, log } = services
  const found: Found[] = []
  let repaired = 0
  for await (const batch of walk(connection, UNPOSTED, lineSchema, [stripe.account])) {
    const sessions = new Set<SessionId>()
    for (const line of batch) {
      if (await postAccountMove(services, line)) continue
      const session = await sessionOf(services, line)
      if (session !== undefined) sessions.add(session)
    }
    await bookAgain(services, [...sessions])
    const keys = batch.map(({ id }) => `settlement:${id}`)
    const rows = await db.prisma.ledgerTransaction.findMany({
      where: { key: { in: keys } },
      select: { key: true },
    })
    const posted = new Set(rows.map(({ key }) => key))
    repaired += posted.size
    if (posted.size > 0)
      log.info({ posted: posted.size }, 'balance transactions were entered by reconciliation')
    for (const line of batch) if (!posted.has(`settlement:${line.id}`)) found.push(unexplained(line))
  }
  return { repaired, found }
}

/** Payouts and Stripe's own fees belong to no purchase: they are posted as they are. */
async function postAccountMove({ db, stripe }: AccountServices, line: Line): Promise<boolean> {
  const posting = accountMovePosting(stripe.account, line)
  if (posting === undefined) return false
  await db.prisma.$transaction((tx) => post(tx, posting))
  return true
}

async function sessionOf(
  services: AccountServices,
  { category, source }: Line,
): Promise<SessionId | undefined> {
  const kind = Object.hasOwn(SOURCES, category) ? SOURCES[category] : undefined
  if (kind === undefined || source === null) return undefined
  return findSession(services, { kind, id: source })
}

function unexplained({ id, category, source, currency, net, occurredAt }: Line): Found {
  const of = source === null ? '' : ` of ${source}`
  const on = occurredAt.toISOString().slice(0, 10)
  const detail = `${category.replaceAll('_', ' ')}${of}: ${formatMoney({ amount: net, currency })} on ${on}`
  return { kind: 'unexplained-balance-transaction', subject: id, detail }
}
