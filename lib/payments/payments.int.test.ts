import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import type { SessionId } from '@/lib/ids'
import { compare } from '@/lib/reconcile/comparisons'
import { processEvent } from './process-event'
import { processSession } from './process-session'
import { receiveEvent } from './receive'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

let serial = 0
const newEmail = () => `payer${(serial += 1)}@example.com`

/** Takes an event about an object, signed as Stripe signs it, and answers its id. */
async function deliver(type: string, object: { id: string }): Promise<string> {
  const id = `evt_test${(serial += 1)}`
  const created = Math.floor(Date.now() / 1_000)
  const rawBody = JSON.stringify({
    id,
    object: 'event',
    type,
    created,
    api_version: null,
    livemode: false,
    data: { object },
  })
  const signature = path.sdk.webhooks.generateTestHeaderString({ payload: rawBody, secret: WEBHOOK_SECRET })
  expect(await receiveEvent(path.services, { rawBody, signature })).toBe('recorded')
  return id
}

/** What our books say of one session. */
async function booked(session: SessionId) {
  const purchases = await path.rows('SELECT id, state, total::int FROM purchase WHERE session_id = $1', [
    session,
  ])
  const owed = await path.rows(
    'SELECT count(*)::int AS deliveries FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
    [session],
  )
  const ledger = await path.rows(
    `SELECT e.book, sum(e.amount)::int AS amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     JOIN purchase p ON p.id = t.purchase_id WHERE p.session_id = $1 GROUP BY 1 ORDER BY 1`,
    [session],
  )
  const access = await path.rows(
    'SELECT a.state FROM access a JOIN purchase p ON p.id = a.purchase_id WHERE p.session_id = $1',
    [session],
  )
  return {
    purchases,
    owed: owed[0]?.['deliveries'],
    ledger: Object.fromEntries(ledger.map((row) => [row['book'], row['amount']])),
    access,
  }
}

const PAID = {
  purchases: [{ id: expect.any(String), state: 'paid', total: 21_667 }],
  owed: 1,
  ledger: {
    sales: -19_900,
    stripe_balance: 21_009,
    stripe_clearing: 0,
    stripe_fees: 658,
    tax_payable: -1_767,
  },
  access: [{ state: 'active' }],
}

describe('a payment enters the books once', () => {
  type Step = 'completed' | 'completed again' | 'invoice' | 'done page' | 'reconcile' | 'expired, lately'
  const run = async (step: Step, session: SessionId): Promise<void> => {
    if (step === 'done page') return processSession(path.services, session)
    if (step === 'reconcile') return void (await compare(path.services, 'sessions'))
    if (step === 'invoice') {
      const { invoice } = await path.sdk.checkout.sessions.retrieve(session)
      return processEvent(path.services, await deliver('invoice.paid', { id: String(invoice) }))
    }
    const type = step === 'expired, lately' ? 'checkout.session.expired' : 'checkout.session.completed'
    return processEvent(path.services, await deliver(type, { id: session }))
  }
  it('whatever tells us, in any order, number and overlap', async () => {
    const step = fc.constantFrom<Step>(
      'completed',
      'completed again',
      'invoice',
      'done page',
      'reconcile',
      'expired, lately',
    )
    const waves = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(waves, async (history) => {
        const session = await path.open(newEmail())
        await path.pay(session)
        for (const wave of history) await Promise.all(wave.map((each) => run(each, session)))
        // An invoice alone may come before the session is known; then the last word is reconciliation's.
        await compare(path.services, 'sessions')
        expect(await booked(session)).toEqual(PAID)
      }),
      { numRuns: 12 },
    )
  })
  it('the ledger ties to Stripe: its balance account is the net of all balance transactions', async () => {
    let net = 0
    for await (const move of path.sdk.balanceTransactions.list({ limit: 100 })) net += move.net
    const [ours] = await path.rows(
      "SELECT sum(amount)::int AS net FROM ledger_entry WHERE book = 'stripe_balance'",
    )
    expect(ours?.['net']).toBe(net)
  })
  it('also when event and job are both gone: reconciliation finds it, and twice changes nothing', async () => {
    const session = await path.open(newEmail())
    await path.pay(session)
    expect((await compare(path.services, 'sessions'))?.repaired).toBe(1)
    expect(await booked(session)).toEqual(PAID)
    expect((await compare(path.services, 'sessions'))?.repaired).toBe(0)
  })
})

describe('other ends', () => {
  it('free by a code: booked like a paid one, with its discount', async () => {
    const coupon = await path.sdk.coupons.create({ percent_off: 100, duration: 'once' })
    const code = await path.sdk.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'Team100',
    })
    const session = await path.open(newEmail())
    expect(await path.pay(session, { promotion_code: code.code })).toBe(200)
    await processSession(path.services, session)
    expect(await booked(session)).toMatchObject({
      purchases: [{ state: 'paid', total: 0 }],
      owed: 1,
      ledger: { sales: -19_900, discounts: 19_900 },
      access: [{ state: 'active' }],
    })
    const redeemed = 'SELECT promotion_code, promotion_code_id FROM purchase WHERE session_id = $1'
    expect(await path.rows(redeemed, [session])).toEqual([
      { promotion_code: 'TEAM100', promotion_code_id: code.id },
    ])
  })
  it('expired: the attempt ends, nothing is bought', async () => {
    const session = await path.open(newEmail())
    await path.sdk.checkout.sessions.expire(session)
    await processEvent(path.services, await deliver('checkout.session.expired', { id: session }))
    expect(await path.rows('SELECT state FROM checkout_attempt WHERE session_id = $1', [session])).toEqual([
      { state: 'expired' },
    ])
    expect((await booked(session)).purchases).toEqual([])
  })
  it('closed here and paid by a slow method after all: booked beside the attempt that is live now', async () => {
    const email = newEmail()
    const late = await path.open(email)
    await path.rows(
      "UPDATE checkout_attempt SET state = 'expired', closed_at = now() WHERE session_id = $1",
      [late],
    )
    const live = await path.open(email)
    expect(live).not.toBe(late)
    // Sessions of ours offer no delayed method by default; an account's setting may.
    for (const account of path.emulator.store.accounts())
      account.tables.session.get(late)?.payment_method_types.push('us_bank_account')
    expect(await path.pay(late, { method: 'bank' })).toBe(200)
    await processSession(path.services, late)
    expect((await booked(late)).purchases).toMatchObject([{ state: 'pending' }])
    await fetch(`${path.emulator.url}/_emulator/sessions/${late}/settle`, {
      method: 'POST',
      body: '{"outcome":"succeeded"}',
    })
    await processSession(path.services, late)
    expect(await booked(late)).toMatchObject({
      purchases: [{ state: 'paid' }],
      access: [{ state: 'active' }],
    })
    const attempts = 'SELECT state FROM checkout_attempt WHERE session_id = ANY($1) ORDER BY created_at'
    expect(await path.rows(attempts, [[late, live]])).toEqual([{ state: 'complete' }, { state: 'open' }])
  })
  it("somebody else's session is passed over", async () => {
    const price = (await path.sdk.prices.list({ limit: 1 })).data[0]
    const foreign = await path.sdk.checkout.sessions.create({
      mode: 'payment',
      success_url: 'http://localhost/',
      line_items: [{ price: price?.id ?? '', quantity: 1 }],
    })
    const event = await deliver('checkout.session.completed', { id: foreign.id })
    await processEvent(path.services, event)
    expect(await path.rows('SELECT state FROM stripe_event WHERE id = $1', [event])).toEqual([
      { state: 'handled' },
    ])
    expect(await path.rows('SELECT 1 FROM purchase WHERE session_id = $1', [foreign.id])).toEqual([])
  })
  it('Stripe unreadable: the event stays, says why, and is processed later', async () => {
    const session = await path.open(newEmail())
    await path.pay(session)
    const event = await deliver('checkout.session.completed', { id: session })
    path.emulator.setFaults([{ match: 'GET /v1/checkout/sessions', status: 503 }])
    await expect(processEvent(path.services, event)).rejects.toThrow(/could not be read/)
    path.emulator.setFaults([])
    expect(
      await path.rows('SELECT state, failure IS NOT NULL AS says FROM stripe_event WHERE id = $1', [event]),
    ).toEqual([{ state: 'received', says: true }])
    await processEvent(path.services, event)
    expect(await booked(session)).toEqual(PAID)
  })
})
