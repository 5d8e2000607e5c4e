import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sell } from '@/e2e/sold'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { DEFAULT_ACCOUNT, purchaseIdSchema, sessionIdSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import type { PaymentMoney } from './payment-money'
import { postPayment } from './post-payment'
import { histories, MARK } from './random-payments'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  const options = { connections: 6, applicationName: 'test', onIdleError: () => undefined }
  db = openDatabase(database.appUrl, options)
  await writeCatalog(db, seedCatalog.slice(0, 1))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

async function rows<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
  return (await db.pool.query<R>(sql, [...values])).rows
}

let serial = 0
/** A paid purchase, and what makes readings of a history its own. */
async function purchased() {
  const sku = seedCatalog[0]?.sku ?? ''
  const { purchase } = await sell(rows, { smid: 'ACME-1', sku })
  const mark = `p${(serial += 1)}`
  const own = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(MARK, mark)
    if (Array.isArray(value)) return value.map(own)
    if (value === null || typeof value !== 'object' || value instanceof Date) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, own(each)]))
  }
  const purchaseId = purchaseIdSchema.parse(purchase)
  const read = (reading: PaymentMoney): PaymentMoney => ({ ...(own(reading) as PaymentMoney), purchaseId })
  const post = (reading: PaymentMoney) => db.prisma.$transaction((tx) => postPayment(tx, read(reading)))
  return { purchase, read, post }
}

const ENTRIES = `FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id WHERE t.purchase_id = $1`

/** Every row as it stands, by the entry's number. */
async function standing(purchase: string): Promise<Map<string, string>> {
  const found = await rows<{ id: string; row: string }>(
    `SELECT e.id::text, (t.key, t.kind, t.occurred_at, t.posted_at, t.xid, e.*)::text AS row ${ENTRIES}`,
    [purchase],
  )
  return new Map(found.map(({ id, row }) => [id, row]))
}

async function balances(purchase: string): Promise<string[]> {
  const found = await rows<{ line: string }>(
    `SELECT concat_ws(' ', e.book, e.currency, e.jurisdiction, sum(e.amount)) AS line ${ENTRIES}
     GROUP BY e.book, e.currency, e.jurisdiction HAVING sum(e.amount) <> 0 ORDER BY 1`,
    [purchase],
  )
  return found.map(({ line }) => line)
}

/** Net of all balance transactions, as Stripe would list them. */
function nets({ charge, refunds, disputes }: PaymentMoney): string[] {
  const all = [
    charge,
    ...refunds.flatMap(({ out, back }) => [out, back]),
    ...disputes.flatMap(({ moves }) => moves),
  ]
  const sums = new Map<string, bigint>()
  for (const move of all)
    if (move !== undefined) sums.set(move.currency, (sums.get(move.currency) ?? 0n) + move.net)
  return [...sums].filter(([, net]) => net !== 0n).map(([code, net]) => `stripe_balance ${code} ${net}`)
}

/** Readings in waves: those of one wave are posted at the same moment. */
const waved = (whole: boolean) =>
  histories({ whole }).chain(({ readings, last }) =>
    fc.record({
      last: fc.constant(last),
      waves: fc.array(fc.array(fc.constantFrom(...readings, last), { minLength: 1, maxLength: 3 }), {
        maxLength: 5,
      }),
    }),
  )

describe('posting what is known of a payment', () => {
  it('brings the same books whatever is posted when, how often and at once, and changes no entry', async () => {
    await fc.assert(
      fc.asyncProperty(waved(false), async ({ last, waves }) => {
        const [often, once] = [await purchased(), await purchased()]
        await once.post(last)
        let before = await standing(often.purchase)
        for (const wave of [...waves, [last, last], ...waves.slice(0, 1)]) {
          await Promise.all(wave.map((reading) => often.post(reading)))
          const now = await standing(often.purchase)
          for (const [id, row] of before) expect(now.get(id)).toBe(row)
          before = now
        }
        const found = await balances(often.purchase)
        expect(found).toEqual(await balances(once.purchase))
        expect(found.filter((line) => line.startsWith('stripe_balance')).toSorted()).toEqual(
          nets(last).toSorted(),
        )
        expect(found.filter((line) => line.startsWith('stripe_clearing'))).toEqual([])
      }),
      { numRuns: 15 },
    )
  })
  it('leaves no tax and no exchange once everything went back', async () => {
    await fc.assert(
      fc.asyncProperty(waved(true), async ({ last, waves }) => {
        const { purchase, post } = await purchased()
        for (const wave of [...waves, [last]]) await Promise.all(wave.map(post))
        const books = (await balances(purchase)).map((line) => line.split(' ')[0])
        for (const empty of ['tax_payable', 'exchange', 'disputes', 'stripe_clearing']) {
          expect(books).not.toContain(empty)
        }
      }),
      { numRuns: 15 },
    )
  })
  it('rounds over both when two readings that each saw another part are posted at once', async () => {
    const { purchase, read, post } = await purchased()
    await post(refunded(['re_a']))
    const [one, other] = [
      ['re_a', 're_b'],
      ['re_a', 're_c'],
    ].map((ids) => read(refunded(ids)))
    let settled = false
    const second = await db.prisma.$transaction(async (tx) => {
      await postPayment(tx, one!)
      const posting = db.prisma
        .$transaction((its) => postPayment(its, other!))
        .finally(() => (settled = true))
      // It waits for the purchase: told by Postgres, not by the clock.
      while (!settled && !(await isWaiting())) continue
      return { posting }
    })
    await second.posting
    expect((await balances(purchase)).filter((line) => line.startsWith('tax_payable'))).toEqual([])
  })
})

/** One of three refunds that are the whole of it; their shares of the tax (3.3 each) come to 9, not to 10. */
function refunded(ids: readonly string[]): PaymentMoney {
  const sale = { currency: currency('JPY'), subtotal: 290n, discount: 0n, tax: 10n, total: 300n }
  const createdAt = new Date('2026-11-21T10:00:00Z')
  const known = { amount: 100n, failed: false, createdAt, out: undefined, back: undefined }
  return {
    account: DEFAULT_ACCOUNT,
    purchaseId: purchaseIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
    sessionId: sessionIdSchema.parse(`cs_test_${MARK}`),
    paidAt: createdAt,
    sale: { ...sale, taxes: [{ jurisdiction: 'JP VAT', amount: 10n }] },
    charge: undefined,
    refunds: ids.map((id) => ({ ...known, id: `${id}_${MARK}` })),
    disputes: [],
    creditNotes: [],
  }
}

async function isWaiting(): Promise<boolean> {
  const found = await rows(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  )
  return found.length > 0
}
