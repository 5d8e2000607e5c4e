import type { StripeTruth, TruePayment } from './stripe-truth'
import type { System } from './system'
import type { Verdict } from './verdict'

type Looker = Pick<System, 'rows'>

/** Each payment is in the books exactly once, with all that went back; and the books are Stripe's balance. */
export async function auditMoney(system: Looker, verdict: Verdict, truth: StripeTruth): Promise<void> {
  await auditPurchases(system, verdict, truth.payments)
  await auditMoneyBack(system, verdict, truth.payments)
  await auditLedger(system, verdict)
  await auditBalance(system, verdict, truth)
}

const PURCHASES = `
  SELECT p.session_id AS session, p.state, p.total::text AS total, p.currency,
    (SELECT count(*)::integer FROM ledger_transaction t WHERE t.purchase_id = p.id AND t.kind = 'sale') AS sales,
    coalesce((SELECT -sum(e.amount) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
      WHERE t.purchase_id = p.id AND t.kind = 'sale' AND e.book = 'sales'), 0)::text AS sold,
    coalesce((SELECT -sum(e.amount) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
      WHERE t.purchase_id = p.id AND t.kind = 'sale' AND e.book = 'tax_payable'), 0)::text AS taxed,
    coalesce((SELECT sum(e.amount) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
      WHERE t.purchase_id = p.id AND e.book = 'stripe_clearing'), 0)::text AS open
  FROM purchase p`
type PurchaseRow = {
  session: string
  state: string
  total: string
  currency: string
  sales: number
  sold: string
  taxed: string
  open: string
}

async function auditPurchases(
  { rows }: Looker,
  verdict: Verdict,
  payments: readonly TruePayment[],
): Promise<void> {
  const found = new Map<string, PurchaseRow[]>()
  for (const row of await rows<PurchaseRow>(PURCHASES))
    found.set(row.session, [...(found.get(row.session) ?? []), row])
  for (const payment of payments) {
    const { session, state, currency, total } = payment
    const own = found.get(session) ?? []
    verdict.one(own.length, `the purchase of ${session}`)
    for (const row of own) {
      verdict.same(row.state, state, `the state of ${session}`)
      verdict.same(`${row.total} ${row.currency}`, `${total} ${currency}`, `what ${session} cost`)
      if (state === 'paid') auditSale(verdict, payment, row)
      else if (row.sales > 0) verdict.note('wrong', `${session} is not paid, but posted as sold`)
    }
    found.delete(session)
  }
  for (const session of found.keys()) verdict.note('wrong', `Stripe knows no completed session ${session}`)
}

function auditSale(verdict: Verdict, { session, subtotal, tax }: TruePayment, row: PurchaseRow): void {
  verdict.one(row.sales, `the sale of ${session}`)
  if (row.sales !== 1) return
  verdict.same(row.sold, subtotal, `the sale posted for ${session}`)
  verdict.same(row.taxed, tax, `the tax posted for ${session}`)
  verdict.same(row.open, 0, `what stays open with Stripe for ${session}`)
}

type BackRow = { id: string; session: string; state: string; amount: string; posted: number; undone: number }
const POSTED = (key: string): string =>
  `(SELECT count(*)::integer FROM ledger_transaction t WHERE t.key = '${key}:' || r.id)`

async function auditMoneyBack(
  { rows }: Looker,
  verdict: Verdict,
  payments: readonly TruePayment[],
): Promise<void> {
  const refunds = await rows<BackRow>(
    `SELECT r.id, p.session_id AS session, r.state, r.amount::text AS amount, ${POSTED('refund')} AS posted,
       ${POSTED('refund-failure')} AS undone FROM refund r JOIN purchase p ON p.id = r.purchase_id`,
  )
  const disputes = await rows<BackRow>(
    `SELECT r.id, p.session_id AS session, r.state, r.amount::text AS amount, 1 AS posted, 0 AS undone
     FROM dispute r JOIN purchase p ON p.id = r.purchase_id`,
  )
  compare(verdict, 'refund', refunds, payments, ({ refunds: all }) => all)
  compare(verdict, 'dispute', disputes, payments, ({ disputes: all }) => all)
  for (const { id, state, posted, undone } of refunds) {
    verdict.one(posted, `the posting of refund ${id}`)
    if (state === 'failed') verdict.one(undone, `the posting that undoes refund ${id}`)
    else if (undone > 0) verdict.note('wrong', `refund ${id} was undone, but has not failed`)
  }
}

type Back = { readonly id: string; readonly state: string; readonly amount: number }

function compare(
  verdict: Verdict,
  kind: string,
  rows: readonly BackRow[],
  payments: readonly TruePayment[],
  of: (payment: TruePayment) => readonly Back[],
): void {
  const left = new Map<string, BackRow[]>()
  for (const row of rows) left.set(row.id, [...(left.get(row.id) ?? []), row])
  for (const payment of payments) {
    for (const { id, state, amount } of of(payment)) {
      const found = left.get(id) ?? []
      verdict.one(found.length, `${kind} ${id}`)
      for (const row of found)
        verdict.same(
          `${row.state} ${row.amount} of ${row.session}`,
          `${state} ${amount} of ${payment.session}`,
          `${kind} ${id}`,
        )
      left.delete(id)
    }
  }
  for (const id of left.keys()) verdict.note('wrong', `Stripe knows no ${kind} ${id}`)
}

async function auditLedger({ rows }: Looker, verdict: Verdict): Promise<void> {
  const uneven = await rows<{ key: string }>(
    `SELECT t.key FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     GROUP BY t.id, t.key, e.currency HAVING sum(e.amount) <> 0`,
  )
  for (const { key } of uneven) verdict.note('wrong', `posting ${key} does not sum to zero`)
  const twice = await rows<{ key: string; count: number }>(
    'SELECT key, count(*)::integer AS count FROM ledger_transaction GROUP BY key HAVING count(*) > 1',
  )
  for (const { key, count } of twice) verdict.one(count, `posting ${key}`)
}

/** By each balance transaction, and by the sums, which would show what no key shows. */
async function auditBalance({ rows }: Looker, verdict: Verdict, { balances }: StripeTruth): Promise<void> {
  const posted = new Map(
    (
      await rows<{ key: string; count: number }>(
        "SELECT key, count(*)::integer AS count FROM ledger_transaction WHERE key LIKE 'settlement:%' GROUP BY key",
      )
    ).map(({ key, count }) => [key, count]),
  )
  const sums = new Map<string, number>()
  for (const { id, currency, net } of balances) {
    verdict.one(posted.get(`settlement:${id}`) ?? 0, `the settlement of balance transaction ${id}`)
    sums.set(currency, (sums.get(currency) ?? 0) + net)
  }
  const ours = new Map(
    (
      await rows<{ currency: string; sum: string }>(
        "SELECT currency, sum(amount)::text AS sum FROM ledger_entry WHERE book = 'stripe_balance' GROUP BY currency",
      )
    ).map(({ currency, sum }) => [currency, sum]),
  )
  for (const currency of new Set([...sums.keys(), ...ours.keys()]))
    verdict.same(ours.get(currency) ?? 0, sums.get(currency) ?? 0, `our balance at Stripe in ${currency}`)
}
