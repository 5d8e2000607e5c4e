import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyBackPath } from '@/e2e/money-back-path'
import type { MoneyBackPath } from '@/e2e/money-back-path'
import type { SessionId } from '@/lib/ids'
import { processSession } from './process-session'

let path: MoneyBackPath
beforeAll(async () => {
  path = await openMoneyBackPath()
})
afterAll(() => path.close())

let serial = 0
const TOTAL = 21_667
const SOLD = { sales: -19_900, tax_payable: -1_767, stripe_fees: 658, stripe_balance: 21_009 }

describe('a refund', () => {
  it('in full takes the course away, with its tax, and keeps the fee spent', async () => {
    const { session, intent } = await path.bought()
    await path.hear('refund.created', (await path.refund(intent)).id)
    await path.deliverAll()
    expect(await path.accessOf(session)).toBe('revoked')
    expect(await path.enrolled(session)).toBe('revoked')
    expect(await path.books(session)).toEqual({
      sales: -19_900,
      refunds: 19_900,
      stripe_fees: 658,
      stripe_balance: -658,
    })
  })
  it('in part keeps it; in parts that make the whole it does not, and no cent of tax is left', async () => {
    const { session, intent } = await path.bought()
    const parts = [3_333, 7_777, TOTAL - 3_333 - 7_777]
    for (const [index, amount] of parts.entries()) {
      await path.hear('refund.created', (await path.refund(intent, amount)).id)
      expect(await path.accessOf(session)).toBe(index < 2 ? 'active' : 'revoked')
    }
    expect(await path.books(session)).toEqual({
      sales: -19_900,
      refunds: 19_900,
      stripe_fees: 658,
      stripe_balance: -658,
    })
  })
  it('that failed gives the course back', async () => {
    const { session, intent } = await path.bought()
    const made = await path.refund(intent)
    await path.hear('refund.created', made.id)
    await path.deliverAll()
    await path.control(`refunds/${made.id}/fail`)
    await path.hear('refund.failed', made.id)
    await path.deliverAll()
    expect(await path.accessOf(session)).toBe('active')
    expect(await path.enrolled(session)).toBe('active')
    expect(await path.books(session)).toEqual(SOLD)
  })
  it('first seen when it has failed already leaves the same', async () => {
    const { session, intent } = await path.bought()
    const made = await path.refund(intent)
    await path.control(`refunds/${made.id}/fail`)
    await path.hear('refund.failed', made.id)
    await path.hear('refund.created', made.id)
    expect(await path.books(session)).toEqual(SOLD)
    expect(
      await path.rows(
        'SELECT action FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
        [session],
      ),
    ).toEqual([{ action: 'unlock' }])
  })
  it('of one purchase leaves what another paid for', async () => {
    const email = `twice${(serial += 1)}@example.com`
    const first = await path.bought(email)
    const [price] = await path.rows("SELECT 1 FROM course WHERE sku = 'RU-CERT-DEVELOPER' AND repeatable")
    expect(price).toBeDefined()
    const second = await path.start(email, { again: true })
    const other = /cs_test_\w+/.exec(second.outcome === 'pay' ? second.url : '')?.[0] as SessionId
    await path.pay(other)
    await processSession(path.services, other)
    await path.deliverAll()
    await path.hear('refund.created', (await path.refund(first.intent)).id)
    await path.deliverAll()
    expect(await path.accessOf(first.session)).toBe('active')
    expect(await path.enrolled(other)).toBe('active')
  })
  it('heard of before its payment books both', async () => {
    const session = await path.open(`back${(serial += 1)}@example.com`)
    await path.pay(session)
    const { payment_intent: intent } = await path.sdk.checkout.sessions.retrieve(session)
    await path.hear('refund.created', (await path.refund(String(intent))).id)
    expect(await path.accessOf(session)).toBe('revoked')
    expect(await path.enrolled(session)).toBeUndefined()
    expect(
      await path.rows(
        'SELECT 1 FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
        [session],
      ),
    ).toEqual([])
  })
})

describe('a dispute', () => {
  it('suspends; won, it gives the course back, and only the fee is lost', async () => {
    const { session, intent } = await path.bought()
    const { id } = await path.dispute(intent)
    await path.hear('charge.dispute.created', id)
    await path.deliverAll()
    expect([await path.accessOf(session), await path.enrolled(session)]).toEqual(['suspended', 'revoked'])
    expect(await path.books(session)).toMatchObject({ disputes: TOTAL, dispute_fees: 1_500 })
    expect(await path.findings(session)).toEqual([{ kind: 'dispute', open: true }])
    await path.control(`disputes/${id}/win`)
    await path.hear('charge.dispute.closed', id)
    await path.deliverAll()
    expect([await path.accessOf(session), await path.enrolled(session)]).toEqual(['active', 'active'])
    expect(await path.books(session)).toEqual({
      ...SOLD,
      dispute_fees: 1_500,
      stripe_balance: 21_009 - 1_500,
    })
    expect(await path.findings(session)).toEqual([{ kind: 'dispute', open: false }])
  })
  it('lost, it revokes for good', async () => {
    const { session, intent } = await path.bought()
    const { id } = await path.dispute(intent)
    await path.control(`disputes/${id}/lose`)
    await path.hear('charge.dispute.closed', id)
    await path.deliverAll()
    expect([await path.accessOf(session), await path.enrolled(session)]).toEqual(['revoked', 'revoked'])
  })
  it('that is only an inquiry changes nothing, until the bank escalates it', async () => {
    const { session, intent } = await path.bought()
    const { id } = await path.dispute(intent, { inquiry: true })
    await path.hear('charge.dispute.created', id)
    expect(await path.accessOf(session)).toBe('active')
    expect(await path.books(session)).toEqual(SOLD)
    await path.control(`disputes/${id}/escalate`)
    await path.hear('charge.dispute.updated', id)
    expect(await path.accessOf(session)).toBe('suspended')
  })
  it('prevented by the bank took the money back', async () => {
    const { session, intent } = await path.bought()
    const { id } = await path.dispute(intent, { prevented: true })
    await path.hear('charge.dispute.created', id)
    expect(await path.accessOf(session)).toBe('revoked')
  })
})

describe('a credit note', () => {
  it('is kept with its refund, and has the last word on the tax', async () => {
    const { session, intent } = await path.bought()
    const { invoice } = await path.sdk.checkout.sessions.retrieve(session)
    const note = await path.sdk.creditNotes.create({
      invoice: String(invoice),
      amount: 5_555,
      refund_amount: 5_555,
    })
    await path.hear('credit_note.created', note.id)
    expect(
      await path.rows('SELECT amount::int, tax::int, state FROM credit_note WHERE id = $1', [note.id]),
    ).toEqual([
      {
        amount: 5_555,
        tax: (note.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
        state: 'issued',
      },
    ])
    const { tax_payable: tax } = await path.books(session)
    expect(tax).toBe(-1_767 + (note.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0))
    expect(await path.accessOf(session)).toBe('active')
    expect(intent).toMatch(/^pi_/)
  })
})

describe('settled in another currency', () => {
  it('a refund at another rate leaves its difference, and no exchange open', async () => {
    const settle = (rate: number) =>
      path.control('settings', { settlementCurrency: 'eur', rates: { usd: rate } })
    await settle(0.9)
    const { session, intent } = await path.bought()
    expect(await path.books(session)).toMatchObject({
      stripe_balance: expect.any(Number),
      exchange: expect.any(Number),
    })
    await settle(0.95)
    await path.hear('refund.created', (await path.refund(intent, 7_000)).id)
    await path.hear('refund.created', (await path.refund(intent, TOTAL - 7_000)).id)
    const rows = await path.rows(
      `SELECT e.book, e.currency, sum(e.amount)::int AS amount FROM ledger_entry e
       JOIN ledger_transaction t ON t.id = e.transaction_id JOIN purchase p ON p.id = t.purchase_id
       WHERE p.session_id = $1 AND e.book IN ('exchange', 'exchange_difference', 'stripe_clearing', 'tax_payable')
       GROUP BY 1, 2 HAVING sum(e.amount) <> 0`,
      [session],
    )
    // 216.67 USD came as 195.00 EUR and went back as 205.84 EUR.
    expect(rows).toEqual([{ book: 'exchange_difference', currency: 'EUR', amount: 1_084 }])
    await path.control('settings', { settlementCurrency: 'usd', rates: {} })
  })
})

describe('readings', () => {
  it('an older one, booked late, does not undo a newer one', async () => {
    const { session, intent } = await path.bought()
    const made = await path.refund(intent)
    const real = path.services.stripe
    let letGo: (() => void) | undefined
    const held = new Promise<void>((done) => (letGo = done))
    const slow = {
      ...real,
      readSession: async (...of: Parameters<typeof real.readSession>) => {
        const answer = await real.readSession(...of)
        await held
        return answer
      },
    }
    const late = processSession({ ...path.services, stripe: slow }, session, { moneyBack: true })
    await path.control(`refunds/${made.id}/fail`)
    await processSession(path.services, session, { moneyBack: true })
    letGo?.()
    await late
    expect(await path.accessOf(session)).toBe('active')
    expect(await path.rows('SELECT state FROM refund WHERE id = $1', [made.id])).toEqual([
      { state: 'failed' },
    ])
    expect(await path.books(session)).toEqual(SOLD)
  })
})

describe('other events', () => {
  it('an early fraud warning and a failed invoice are told to a person, once', async () => {
    const { session, intent } = await path.bought()
    const { id } = await path.control(`charges/${intent}/fraud-warning`)
    await path.hear('radar.early_fraud_warning.created', id)
    await path.hear('radar.early_fraud_warning.created', id)
    const { invoice } = await path.sdk.checkout.sessions.retrieve(session)
    await path.hear('invoice.finalization_failed', String(invoice))
    expect(await path.findings(session)).toEqual([
      { kind: 'early-fraud-warning', open: true },
      { kind: 'invoice-failed', open: true },
    ])
  })
  it('a payout has the balance compared at once', async () => {
    await path.hear('payout.reconciliation_completed', 'po_1')
    expect(
      await path.rows(
        "SELECT data FROM pgboss.job WHERE name = 'reconcile' AND singleton_key = 'payout po_1'",
      ),
    ).toEqual([{ data: { pass: 'balance' } }])
  })
  it('about what Stripe does not know, or of no payment of ours, are passed over', async () => {
    const event = await path.hear('refund.created', 're_nothing')
    expect(await path.rows('SELECT state, failure FROM stripe_event WHERE id = $1', [event])).toEqual([
      { state: 'handled', failure: null },
    ])
  })
})
