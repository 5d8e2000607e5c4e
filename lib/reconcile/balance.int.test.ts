import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReconcilePath } from '@/e2e/reconcile-path'
import type { ReconcilePath } from '@/e2e/reconcile-path'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { post } from '@/lib/ledger/post'
import { currency } from '@/lib/money'
import { compare, runPass } from './comparisons'
import { countDiscrepancies } from './discrepancies'

let path: ReconcilePath
beforeAll(async () => {
  path = await openReconcilePath()
})
afterAll(() => path.close())

let serial = 0
const HOUR = 3_600_000
const balance = () => compare(path.services, 'balance')

async function buy(): Promise<SessionId> {
  const session = await path.open(`payer${(serial += 1)}@example.com`)
  expect(await path.pay(session)).toBe(200)
  return session
}
async function buyAndBook(): Promise<SessionId> {
  const session = await buy()
  await path.tell()
  await path.work()
  return session
}
const open = () =>
  path.rows('SELECT kind, subject, detail FROM discrepancy WHERE resolved_at IS NULL ORDER BY kind, subject')
const booked = (book: string) =>
  path
    .rows('SELECT coalesce(sum(amount), 0)::int AS amount FROM ledger_entry WHERE book = $1', [book])
    .then(([row]) => row?.['amount'])

/** A line of Stripe's balance that no call to its API makes: a payout, a fee, something odd. */
function addLine(line: {
  reporting_category: string
  amount: number
  source?: string
  created?: number
}): string {
  const [account] = path.emulator.store.accounts()
  const like = [...(account?.tables.balance_transaction.newestFirst() ?? [])][0]
  if (account === undefined || like === undefined) throw new Error('pay something first')
  const id = `txn_line${(serial += 1)}`
  account.tables.balance_transaction.add({
    ...like,
    type: 'adjustment',
    currency: 'usd',
    exchange_rate: null,
    source: null,
    fee: 0,
    fee_details: [],
    net: line.amount,
    ...line,
    id,
  })
  return id
}
const postSettlement = (id: string, amount: bigint, occurredAt: Date, key = `settlement:${id}`) =>
  path.services.db.prisma.$transaction((tx) =>
    post(tx, {
      key,
      kind: 'stripe-fee',
      account: DEFAULT_ACCOUNT,
      occurredAt,
      entries: [
        { book: 'stripe_balance', currency: currency('usd'), amount },
        { book: 'stripe_fees', currency: currency('usd'), amount: -amount },
      ],
    }),
  )

describe("Stripe's balance and the ledger", () => {
  it('tie when all was told: nothing to repair, nothing open', async () => {
    await buyAndBook()
    expect(await balance()).toEqual({ lookedAt: 1, repaired: 0, open: 0 })
  })
  it('a payment, its refund and a dispute that nobody told of are found by what moved the balance', async () => {
    const [refunded, disputed] = [await buy(), await buy()]
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(refunded), amount: 500 })
    await path.control(`charges/${await path.paymentOf(disputed)}/dispute`)
    await path.tell(() => 'lost')
    expect(await balance()).toMatchObject({ repaired: 4, open: 0 })
    expect(await booked('disputes')).toBe(21_667)
    expect(await balance()).toMatchObject({ repaired: 0, open: 0 })
  })
  it('so is each of them alone, of a payment that was booked long before', async () => {
    const [first, second] = [await buyAndBook(), await buyAndBook()]
    const payment = await path.paymentOf(first)
    const refund = await path.sdk.refunds.create({ payment_intent: payment, amount: 500 })
    expect(await balance()).toMatchObject({ repaired: 1, open: 0 })
    await path.control(`refunds/${refund.id}/fail`)
    expect(await balance()).toMatchObject({ repaired: 1, open: 0 })
    await path.control(`charges/${await path.paymentOf(second)}/dispute`)
    expect(await balance()).toMatchObject({ repaired: 1, open: 0 })
    const [dispute] = (await path.sdk.disputes.list({ limit: 1 })).data
    await path.control(`disputes/${dispute?.id ?? ''}/win`)
    expect(await balance()).toMatchObject({ repaired: 1, open: 0 })
    await path.tell(() => 'lost')
  })
  it('payouts and fees of Stripe belong to no purchase and are posted as they are', async () => {
    await path.control('payouts', { amount: 10_000, pending: true })
    addLine({ reporting_category: 'fee', amount: -200 })
    await path.tell((event) => (event.type.startsWith('payout.') ? 'lost' : 'taken'))
    const fees = Number(await booked('stripe_fees'))
    expect(await balance()).toMatchObject({ repaired: 2, open: 0 })
    expect(await booked('payouts')).toBe(10_000)
    expect(await booked('stripe_fees')).toBe(fees + 200)
  })
  it('a payout that Stripe tells of has the balance compared at once; one that fails comes back', async () => {
    await path.control('payouts', { pending: true })
    const [payout] = (await path.sdk.payouts.list({ limit: 1 })).data
    await path.control(`payouts/${payout?.id ?? ''}/fail`)
    await path.tell()
    await path.work()
    const jobs = await path.rows("SELECT data FROM pgboss.job WHERE name = 'reconcile'")
    expect(jobs).toEqual([{ data: { pass: 'balance' } }])
    await runPass(path.services, 'balance')
    expect(await booked('payouts')).toBe(10_000)
    expect(await open()).toEqual([])
  })
  it('tie in each currency of its own, where Stripe settles in another than the price', async () => {
    await path.control('settings', { settlementCurrency: 'eur', rates: { usd: 0.92 } })
    const session = await buy()
    await path.control('settings', { settlementCurrency: 'eur', rates: { usd: 0.95 } })
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(session), amount: 5_000 })
    await path.control('settings', { settlementCurrency: 'usd', rates: {} })
    await path.tell(() => 'lost')
    expect(await balance()).toMatchObject({ repaired: 2, open: 0 })
    const ours = await path.rows(
      "SELECT sum(amount)::int AS net FROM ledger_entry WHERE book = 'stripe_balance' AND currency = 'EUR'",
    )
    const stripe = await path.rows(
      "SELECT sum(net)::int AS net FROM balance_transaction WHERE currency = 'EUR'",
    )
    expect([ours, Number(ours[0]?.['net']) > 0]).toEqual([stripe, true])
  })
  it('what nobody can explain is named once, keeps its age, and leaves the sums of the rest tied', async () => {
    const id = addLine({ reporting_category: 'other_adjustment', amount: 777 })
    expect(await balance()).toMatchObject({ repaired: 0, open: 1 })
    const found = { kind: 'unexplained-balance-transaction', subject: id }
    expect(await open()).toEqual([
      { ...found, detail: expect.stringContaining('other adjustment: $7.77 on ') },
    ])
    const before = await path.dump()
    const { open: count, oldest } = await countDiscrepancies(path.services.db)
    expect([count, oldest instanceof Date]).toEqual([1, true])
    expect(await balance()).toMatchObject({ repaired: 0, open: 1 })
    expect(await path.dump()).toEqual(before)
    expect((await countDiscrepancies(path.services.db)).oldest).toEqual(oldest)
    await postSettlement(id, 777n, new Date())
    expect(await balance()).toMatchObject({ open: 0 })
    expect(await open()).toEqual([])
    expect(await countDiscrepancies(path.services.db)).toEqual({ open: 0, oldest: undefined })
  })
  it('a settlement that Stripe does not know is named, once it should be in the list', async () => {
    const id = 'txn_nobody_knows'
    await postSettlement(id, 300n, new Date(Date.now() - HOUR / 2))
    expect(await balance()).toMatchObject({ open: 0 })
    await postSettlement('txn_of_yesterday', 300n, new Date(Date.now() - 24 * HOUR))
    expect(await balance()).toMatchObject({ open: 1 })
    expect(await open()).toMatchObject([
      { kind: 'posting-without-balance-transaction', subject: 'txn_of_yesterday' },
    ])
  })
  it("one that Stripe's list left out is read by itself", async () => {
    const created = Math.floor(Date.now() / 1_000) - 10 * 24 * 3_600
    const id = addLine({ reporting_category: 'fee', amount: -50, created })
    await postSettlement(id, -50n, new Date(created * 1_000))
    expect(await balance()).toMatchObject({ repaired: 1, open: 1 })
    expect(await path.rows('SELECT id FROM balance_transaction WHERE id = $1', [id])).toHaveLength(1)
    expect(await balance()).toMatchObject({ repaired: 0, open: 1 })
  })
  it('sums that differ are named with both', async () => {
    await postSettlement('', 123n, new Date(), 'by-hand:1')
    expect(await balance()).toMatchObject({ open: 2 })
    const differs = (await open()).filter(({ kind }) => kind === 'balance-differs')
    expect(differs).toMatchObject([{ subject: 'default USD' }])
    const [ledger, stripe] = String(differs[0]?.['detail']).match(/[\d,]+\.\d\d/g) ?? []
    const cents = (text = '') => Number(text.replaceAll(/\D/g, ''))
    expect(cents(ledger) - cents(stripe)).toBe(123)
  })
  it('a line is mirrored once, and never changed', async () => {
    const [mirror] = await path.rows(
      'SELECT count(*)::int AS n, count(DISTINCT id)::int AS ids FROM balance_transaction',
    )
    const [stripe] = path.emulator.store.accounts()
    const there = [...(stripe?.tables.balance_transaction.newestFirst() ?? [])].length
    expect(mirror).toEqual({ n: there, ids: there })
    await expect(path.rows('UPDATE balance_transaction SET net = 0')).rejects.toThrow()
  })
})

describe('while Stripe is down', () => {
  it('the comparison breaks off and the next one reads the same days again', async () => {
    const state = () =>
      path.rows("SELECT finished_at, read_until FROM reconciliation WHERE name = 'balance:default'")
    const before = await state()
    path.emulator.setFaults([{ match: 'GET /v1/balance_transactions', status: 500 }])
    await expect(balance()).rejects.toThrow()
    path.emulator.setFaults([])
    expect(await state()).toEqual(before)
    expect(await balance()).toMatchObject({ repaired: 0, open: 2 })
  })
})
