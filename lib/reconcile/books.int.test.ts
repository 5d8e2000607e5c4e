import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReconcilePath } from '@/e2e/reconcile-path'
import type { ReconcilePath } from '@/e2e/reconcile-path'
import { compare } from './comparisons'
import type { DiscrepancyKind } from './discrepancy-kinds'
import { INVARIANTS } from './invariants'

let path: ReconcilePath
let owner: pg.Client
beforeAll(async () => {
  path = await openReconcilePath()
  owner = new pg.Client({ connectionString: path.database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await path.close()
})

let serial = 0
async function buy(): Promise<Record<string, unknown>> {
  const session = await path.open(`payer${(serial += 1)}@example.com`)
  await path.pay(session)
  await path.tell()
  await path.work()
  const [purchase] = await path.rows('SELECT * FROM purchase WHERE session_id = $1', [session])
  return purchase ?? {}
}
const TABLES = [
  'ledger_transaction',
  'ledger_entry',
  'purchase',
  'access',
  'delivery',
  'delivery_attempt',
  'refund',
]

/** Changes rows as no program of ours can: as the owner of the tables, with what guards them switched off. */
async function tamper(statements: string, purchase: Record<string, unknown>): Promise<void> {
  const sql = statements
    .replaceAll(':id', `'${String(purchase['id'])}'`)
    .replaceAll(':session', `'${String(purchase['session_id'])}'`)
  await owner.query(TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`).join(';'))
  await owner.query(sql)
  await owner.query(TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`).join(';'))
}

const OF_SALE = "transaction_id = (SELECT id FROM ledger_transaction WHERE key = 'sale:' || :session)"
const REFUND = (
  amount: string,
) => `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
  SELECT 're_' || right(id::text, 8), account, id, currency, ${amount}, 'succeeded', 1, now() FROM purchase WHERE id = :id`
const WITHOUT_SETTLEMENT = `DELETE FROM ledger_entry WHERE transaction_id IN
    (SELECT id FROM ledger_transaction WHERE purchase_id = :id AND kind = 'settlement');
  DELETE FROM ledger_transaction WHERE purchase_id = :id AND kind = 'settlement';`
const OLDER = (days: number) =>
  `UPDATE ledger_transaction SET occurred_at = now() - interval '${days} days' WHERE purchase_id = :id`

/** How each thing that must be true is made untrue. */
const BROKEN: Readonly<Record<string, string>> = {
  'ledger-unbalanced': `UPDATE ledger_entry SET amount = amount - 1 WHERE book = 'sales' AND ${OF_SALE}`,
  'sale-not-posted': `DELETE FROM ledger_entry WHERE ${OF_SALE}; DELETE FROM ledger_transaction WHERE key = 'sale:' || :session`,
  'sale-differs': 'UPDATE purchase SET subtotal = subtotal + 100, total = total + 100 WHERE id = :id',
  'refund-not-posted': REFUND('100'),
  'refunded-too-much': REFUND('total + 1'),
  'clearing-open': `${WITHOUT_SETTLEMENT} ${OLDER(8)}`,
  'access-not-decided': 'DELETE FROM access WHERE purchase_id = :id',
  'unlock-not-owed': `DELETE FROM delivery_attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE purchase_id = :id);
    DELETE FROM delivery WHERE purchase_id = :id`,
}
const open = () => path.rows('SELECT kind, subject, detail FROM discrepancy WHERE resolved_at IS NULL')
const books = () => compare(path.services, 'books')

describe('our own books', () => {
  it('are in order', async () => {
    await buy()
    expect(await books()).toEqual({ lookedAt: 1, repaired: 0, open: 0 })
  })
  it('may have money under way for a week', async () => {
    await tamper(`${WITHOUT_SETTLEMENT} ${OLDER(6)}`, await buy())
    expect(await books()).toMatchObject({ open: 0 })
  })
  it.each(INVARIANTS.map(({ kind }) => kind))(
    '%s is found where it is so, with its purchase',
    async (kind: DiscrepancyKind) => {
      const purchase = await buy()
      const statements = BROKEN[kind]
      expect(statements).toBeDefined()
      await tamper(statements ?? '', purchase)
      await books()
      const found = (await open()).filter((row) => row['kind'] === kind)
      const named = [
        purchase['id'],
        `sale:${String(purchase['session_id'])}`,
        `re_${String(purchase['id']).slice(-8)}`,
      ]
      expect(found.some(({ subject }) => named.includes(subject))).toBe(true)
      expect(found.map(({ detail }) => detail).join(' ')).not.toMatch(/undefined|null|NaN/)
    },
  )
  it('what reading the payment again can mend, the nightly comparison of payments mends', async () => {
    await compare(path.services, 'sessions')
    await books()
    const kinds = new Set((await open()).map(({ kind }) => kind))
    for (const mended of ['sale-not-posted', 'access-not-decided', 'unlock-not-owed', 'clearing-open'])
      expect([mended, kinds.has(mended)]).toEqual([mended, false])
    expect(kinds.has('ledger-unbalanced')).toBe(true)
  })
})
