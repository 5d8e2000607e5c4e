import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { deliveryIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { runDelivery } from '@/lib/deliveries/run'
import { processEvent } from './process-event'
import { processSession } from './process-session'
import { receiveEvent } from './receive'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

let serial = 0
const TOTAL = 21_667

/** A buyer whose course is open. */
async function bought(email = `back${(serial += 1)}@example.com`, sku = 'RU-CERT-DEVELOPER') {
  const session = await path.open(email, { sku })
  await path.pay(session)
  await processSession(path.services, session)
  await deliverAll()
  const { payment_intent: intent } = await path.sdk.checkout.sessions.retrieve(session)
  return { session, intent: String(intent) }
}

/** Works off everything owed to Flockjay. */
async function deliverAll(): Promise<void> {
  for (;;) {
    const waiting = await path.rows("SELECT id FROM delivery WHERE state = 'waiting' ORDER BY number DESC")
    if (waiting.length === 0) return
    for (const { id } of waiting) await runDelivery(path.services, deliveryIdSchema.parse(id))
  }
}

async function control(address: string, body: object = {}): Promise<{ id: string }> {
  const answer = await fetch(`${path.emulator.url}/_emulator/${address}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect([address, answer.status]).toEqual([address, 200])
  return (await answer.json()) as { id: string }
}
const dispute = (intent: string, body: object = {}) => control(`charges/${intent}/dispute`, body)
const refund = (intent: string, amount?: number) =>
  path.sdk.refunds.create({ payment_intent: intent, ...(amount === undefined ? {} : { amount }) })

/** Receives and processes an event about an object, as a webhook would bring it. */
async function hear(type: string, id: string): Promise<string> {
  const event = `evt_back${(serial += 1)}`
  const created = Math.floor(Date.now() / 1_000)
  const body = { id: event, object: 'event', type, created, api_version: null, livemode: false }
  const rawBody = JSON.stringify({ ...body, data: { object: { id } } })
  const signature = path.sdk.webhooks.generateTestHeaderString({ payload: rawBody, secret: WEBHOOK_SECRET })
  expect(await receiveEvent(path.services, { rawBody, signature })).toBe('recorded')
  await processEvent(path.services, event)
  return event
}

async function accessOf(session: SessionId): Promise<unknown> {
  const [row] = await path.rows(
    `SELECT a.state FROM access a JOIN purchase p ON p.customer_id = a.customer_id AND p.course_id = a.course_id
     WHERE p.session_id = $1`,
    [session],
  )
  return row?.['state']
}
/** What the learning platform shows, by purchase. */
async function enrolled(session: SessionId): Promise<unknown> {
  const [row] = await path.rows('SELECT id FROM purchase WHERE session_id = $1', [session])
  return path.flockjayEmulator.enrollments().find((seen) => seen.purchase_id === row?.['id'])?.status
}
async function books(session: SessionId): Promise<Record<string, unknown>> {
  const rows = await path.rows(
    `SELECT e.book, sum(e.amount)::int AS amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     JOIN purchase p ON p.id = t.purchase_id WHERE p.session_id = $1 GROUP BY 1 HAVING sum(e.amount) <> 0`,
    [session],
  )
  return Object.fromEntries(rows.map(({ book, amount }) => [book, amount]))
}
const findings = async (session: SessionId) =>
  path.rows(
    `SELECT f.kind, f.closed_at IS NULL AS open FROM finding f JOIN purchase p ON p.id = f.purchase_id
     WHERE p.session_id = $1 ORDER BY 1`,
    [session],
  )

const SOLD = { sales: -19_900, tax_payable: -1_767, stripe_fees: 658, stripe_balance: 21_009 }

describe('a refund', () => {
  it('in full takes the course away, with its tax, and keeps the fee spent', async () => {
    const { session, intent } = await bought()
    await hear('refund.created', (await refund(intent)).id)
    await deliverAll()
    expect(await accessOf(session)).toBe('revoked')
    expect(await enrolled(session)).toBe('revoked')
    expect(await books(session)).toEqual({
      sales: -19_900,
      refunds: 19_900,
      stripe_fees: 658,
      stripe_balance: -658,
    })
  })
  it('in part keeps it; in parts that make the whole it does not, and no cent of tax is left', async () => {
    const { session, intent } = await bought()
    const parts = [3_333, 7_777, TOTAL - 3_333 - 7_777]
    for (const [index, amount] of parts.entries()) {
      await hear('refund.created', (await refund(intent, amount)).id)
      expect(await accessOf(session)).toBe(index < 2 ? 'active' : 'revoked')
    }
    expect(await books(session)).toEqual({
      sales: -19_900,
      refunds: 19_900,
      stripe_fees: 658,
      stripe_balance: -658,
    })
  })
  it('that failed gives the course back', async () => {
    const { session, intent } = await bought()
    const made = await refund(intent)
    await hear('refund.created', made.id)
    await deliverAll()
    await control(`refunds/${made.id}/fail`)
    await hear('refund.failed', made.id)
    await deliverAll()
    expect(await accessOf(session)).toBe('active')
    expect(await enrolled(session)).toBe('active')
    expect(await books(session)).toEqual(SOLD)
  })
  it('first seen when it has failed already leaves the same', async () => {
    const { session, intent } = await bought()
    const made = await refund(intent)
    await control(`refunds/${made.id}/fail`)
    await hear('refund.failed', made.id)
    await hear('refund.created', made.id)
    expect(await books(session)).toEqual(SOLD)
    expect(
      await path.rows(
        'SELECT action FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
        [session],
      ),
    ).toEqual([{ action: 'unlock' }])
  })
  it('of one purchase leaves what another paid for', async () => {
    const email = `twice${(serial += 1)}@example.com`
    const first = await bought(email)
    const [price] = await path.rows("SELECT 1 FROM course WHERE sku = 'RU-CERT-DEVELOPER' AND repeatable")
    expect(price).toBeDefined()
    const second = await path.start(email, { again: true })
    const other = /cs_test_\w+/.exec(second.outcome === 'pay' ? second.url : '')?.[0] as SessionId
    await path.pay(other)
    await processSession(path.services, other)
    await deliverAll()
    await hear('refund.created', (await refund(first.intent)).id)
    await deliverAll()
    expect(await accessOf(first.session)).toBe('active')
    expect(await enrolled(other)).toBe('active')
  })
  it('heard of before its payment books both', async () => {
    const session = await path.open(`back${(serial += 1)}@example.com`)
    await path.pay(session)
    const { payment_intent: intent } = await path.sdk.checkout.sessions.retrieve(session)
    await hear('refund.created', (await refund(String(intent))).id)
    expect(await accessOf(session)).toBe('revoked')
    expect(await enrolled(session)).toBeUndefined()
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
    const { session, intent } = await bought()
    const { id } = await dispute(intent)
    await hear('charge.dispute.created', id)
    await deliverAll()
    expect([await accessOf(session), await enrolled(session)]).toEqual(['suspended', 'revoked'])
    expect(await books(session)).toMatchObject({ disputes: TOTAL, dispute_fees: 1_500 })
    expect(await findings(session)).toEqual([{ kind: 'dispute', open: true }])
    await control(`disputes/${id}/win`)
    await hear('charge.dispute.closed', id)
    await deliverAll()
    expect([await accessOf(session), await enrolled(session)]).toEqual(['active', 'active'])
    expect(await books(session)).toEqual({ ...SOLD, dispute_fees: 1_500, stripe_balance: 21_009 - 1_500 })
    expect(await findings(session)).toEqual([{ kind: 'dispute', open: false }])
  })
  it('lost, it revokes for good', async () => {
    const { session, intent } = await bought()
    const { id } = await dispute(intent)
    await control(`disputes/${id}/lose`)
    await hear('charge.dispute.closed', id)
    await deliverAll()
    expect([await accessOf(session), await enrolled(session)]).toEqual(['revoked', 'revoked'])
  })
  it('that is only an inquiry changes nothing, until the bank escalates it', async () => {
    const { session, intent } = await bought()
    const { id } = await dispute(intent, { inquiry: true })
    await hear('charge.dispute.created', id)
    expect(await accessOf(session)).toBe('active')
    expect(await books(session)).toEqual(SOLD)
    await control(`disputes/${id}/escalate`)
    await hear('charge.dispute.updated', id)
    expect(await accessOf(session)).toBe('suspended')
  })
  it('prevented by the bank took the money back', async () => {
    const { session, intent } = await bought()
    const { id } = await dispute(intent, { prevented: true })
    await hear('charge.dispute.created', id)
    expect(await accessOf(session)).toBe('revoked')
  })
})

describe('a credit note', () => {
  it('is kept with its refund, and has the last word on the tax', async () => {
    const { session, intent } = await bought()
    const { invoice } = await path.sdk.checkout.sessions.retrieve(session)
    const note = await path.sdk.creditNotes.create({
      invoice: String(invoice),
      amount: 5_555,
      refund_amount: 5_555,
    })
    await hear('credit_note.created', note.id)
    expect(
      await path.rows('SELECT amount::int, tax::int, state FROM credit_note WHERE id = $1', [note.id]),
    ).toEqual([
      {
        amount: 5_555,
        tax: (note.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
        state: 'issued',
      },
    ])
    const { tax_payable: tax } = await books(session)
    expect(tax).toBe(-1_767 + (note.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0))
    expect(await accessOf(session)).toBe('active')
    expect(intent).toMatch(/^pi_/)
  })
})

describe('settled in another currency', () => {
  it('a refund at another rate leaves its difference, and no exchange open', async () => {
    const settle = (rate: number) => control('settings', { settlementCurrency: 'eur', rates: { usd: rate } })
    await settle(0.9)
    const { session, intent } = await bought()
    expect(await books(session)).toMatchObject({
      stripe_balance: expect.any(Number),
      exchange: expect.any(Number),
    })
    await settle(0.95)
    await hear('refund.created', (await refund(intent, 7_000)).id)
    await hear('refund.created', (await refund(intent, TOTAL - 7_000)).id)
    const rows = await path.rows(
      `SELECT e.book, e.currency, sum(e.amount)::int AS amount FROM ledger_entry e
       JOIN ledger_transaction t ON t.id = e.transaction_id JOIN purchase p ON p.id = t.purchase_id
       WHERE p.session_id = $1 AND e.book IN ('exchange', 'exchange_difference', 'stripe_clearing', 'tax_payable')
       GROUP BY 1, 2 HAVING sum(e.amount) <> 0`,
      [session],
    )
    // 216.67 USD came as 195.00 EUR and went back as 205.84 EUR.
    expect(rows).toEqual([{ book: 'exchange_difference', currency: 'EUR', amount: 1_084 }])
    await control('settings', { settlementCurrency: 'usd', rates: {} })
  })
})

describe('readings', () => {
  it('an older one, booked late, does not undo a newer one', async () => {
    const { session, intent } = await bought()
    const made = await refund(intent)
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
    await control(`refunds/${made.id}/fail`)
    await processSession(path.services, session, { moneyBack: true })
    letGo?.()
    await late
    expect(await accessOf(session)).toBe('active')
    expect(await path.rows('SELECT state FROM refund WHERE id = $1', [made.id])).toEqual([
      { state: 'failed' },
    ])
    expect(await books(session)).toEqual(SOLD)
  })
})

describe('other events', () => {
  it('an early fraud warning and a failed invoice are told to a person, once', async () => {
    const { session, intent } = await bought()
    const { id } = await control(`charges/${intent}/fraud-warning`)
    await hear('radar.early_fraud_warning.created', id)
    await hear('radar.early_fraud_warning.created', id)
    const { invoice } = await path.sdk.checkout.sessions.retrieve(session)
    await hear('invoice.finalization_failed', String(invoice))
    expect(await findings(session)).toEqual([
      { kind: 'early-fraud-warning', open: true },
      { kind: 'invoice-failed', open: true },
    ])
  })
  it('a payout has the balance compared at once', async () => {
    await hear('payout.reconciliation_completed', 'po_1')
    expect(
      await path.rows(
        "SELECT data FROM pgboss.job WHERE name = 'reconcile' AND singleton_key = 'payout po_1'",
      ),
    ).toEqual([{ data: { pass: 'balance' } }])
  })
  it('about what Stripe does not know, or of no payment of ours, are passed over', async () => {
    const event = await hear('refund.created', 're_nothing')
    expect(await path.rows('SELECT state, failure FROM stripe_event WHERE id = $1', [event])).toEqual([
      { state: 'handled', failure: null },
    ])
  })
})

type Act = 'refund part' | 'refund rest' | 'fail last refund' | 'dispute' | 'win' | 'lose'

describe('any history', () => {
  it('ends in what Stripe says, whenever and in whatever order its events are heard', async () => {
    const act = fc.constantFrom<Act>(
      'refund part',
      'refund rest',
      'fail last refund',
      'dispute',
      'win',
      'lose',
    )
    const history = fc.array(fc.record({ act, heard: fc.nat({ max: 3 }) }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (steps, chance) => {
        const pick = <T>(from: T[]): T | undefined =>
          from.splice(Number(chance.next().value) % from.length, 1)[0]
        const { session, intent } = await bought()
        const unheard: [string, string][] = []
        const [refunds, disputes]: [string[], string[]] = [[], []]
        for (const { act: next, heard } of steps) {
          unheard.push(...(await happen(next, intent, refunds, disputes)))
          for (let n = 0; n < heard && unheard.length > 0; n += 1) await hear(...(pick(unheard) ?? ['', '']))
        }
        while (unheard.length > 0) {
          const [one, other] = [pick(unheard), unheard.length > 0 ? pick(unheard) : undefined]
          await Promise.all([one, one, other].flatMap((event) => (event ? [hear(...event)] : [])))
        }
        await deliverAll()
        const expected = await oracle(intent)
        expect(await accessOf(session)).toBe(expected.access)
        expect(await enrolled(session)).toBe(expected.access === 'active' ? 'active' : 'revoked')
        const { stripe_balance: balance = 0, stripe_clearing: clearing = 0 } = await books(session)
        expect({ balance, clearing }).toEqual({ balance: expected.net, clearing: 0 })
      }),
      { numRuns: 15 },
    )
  })

  /** Lets something happen at Stripe, where it may, and answers the events that tell of it. */
  async function happen(
    what: Act,
    intent: string,
    refunds: string[],
    disputes: string[],
  ): Promise<[string, string][]> {
    const { latest_charge: id } = await path.sdk.paymentIntents.retrieve(intent)
    const charge = await path.sdk.charges.retrieve(String(id))
    const left = charge.amount - charge.amount_refunded
    if (what === 'refund part' || what === 'refund rest') {
      if (left < 2 || disputes.length > 0) return []
      const made = await refund(intent, what === 'refund part' ? Math.floor(left / 3) + 1 : left)
      refunds.push(made.id)
      return [
        ['refund.created', made.id],
        ['refund.updated', made.id],
      ]
    }
    if (what === 'fail last refund') {
      const last = refunds.pop()
      if (last === undefined) return []
      await control(`refunds/${last}/fail`)
      return [['refund.failed', last]]
    }
    if (what === 'dispute') {
      if (disputes.length > 0 || left === 0) return []
      const { id: made } = await dispute(intent)
      disputes.push(made)
      return [
        ['charge.dispute.created', made],
        ['charge.dispute.funds_withdrawn', made],
      ]
    }
    const [open] = disputes
    if (open === undefined) return []
    const { status } = await path.sdk.disputes.retrieve(open)
    if (status !== 'needs_response') return []
    await control(`disputes/${open}/${what === 'win' ? 'win' : 'lose'}`)
    return [['charge.dispute.closed', open]]
  }

  /** By the emulator's own objects alone. */
  async function oracle(intent: string): Promise<{ access: string; net: number }> {
    const { latest_charge: id } = await path.sdk.paymentIntents.retrieve(intent)
    const charge = await path.sdk.charges.retrieve(String(id))
    const [refunds, disputes] = await Promise.all([
      path.sdk.refunds.list({ payment_intent: intent, limit: 100 }),
      path.sdk.disputes.list({ payment_intent: intent, limit: 100 }),
    ])
    const sources = new Set([
      charge.id,
      ...refunds.data.map((row) => row.id),
      ...disputes.data.map((row) => row.id),
    ])
    let net = 0
    for await (const move of path.sdk.balanceTransactions.list({ limit: 100 }))
      if (sources.has(String(move.source))) net += move.net
    const statuses = disputes.data.map(({ status }) => status)
    const access =
      charge.refunded || statuses.includes('lost')
        ? 'revoked'
        : statuses.includes('needs_response')
          ? 'suspended'
          : 'active'
    return { access, net }
  }
})
