import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReconcilePath } from '@/e2e/reconcile-path'
import type { Fate, ReconcilePath } from '@/e2e/reconcile-path'
import type { SessionId } from '@/lib/ids'
import { reconcile } from './reconcile'

let path: ReconcilePath
beforeAll(async () => {
  path = await openReconcilePath()
})
afterAll(() => path.close())

let serial = 0
const newEmail = () => `reader${(serial += 1)}@example.com`
const repaired = async (): Promise<number> =>
  (await reconcile(path.services)).results.reduce((sum, tally) => sum + tally.repaired, 0)

/** What happens to a payment at Stripe, one thing after the other. */
const STEPS = {
  partial: async (session) => {
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(session), amount: 5_000 })
  },
  rest: async (session) => {
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(session) })
  },
  'failing refund': async (session) => {
    const refund = await path.sdk.refunds.create({
      payment_intent: await path.paymentOf(session),
      amount: 3_000,
    })
    await path.control(`refunds/${refund.id}/fail`)
  },
  dispute: async (session) => {
    await path.control(`charges/${await path.paymentOf(session)}/dispute`)
  },
  inquiry: async (session) => {
    await path.control(`charges/${await path.paymentOf(session)}/dispute`, { inquiry: true })
  },
  escalate: (session) => settle(session, 'escalate'),
  win: (session) => settle(session, 'win'),
  lose: (session) => settle(session, 'lose'),
} satisfies Record<string, (session: SessionId) => Promise<void>>
type Step = keyof typeof STEPS

async function settle(session: SessionId, verb: string): Promise<void> {
  const disputes = await path.sdk.disputes.list({ payment_intent: await path.paymentOf(session) })
  await path.control(`disputes/${disputes.data[0]?.id ?? ''}/${verb}`)
}

const HISTORIES: readonly (readonly Step[])[] = [
  [],
  ['partial'],
  ['partial', 'rest'],
  ['rest'],
  ['failing refund'],
  ['failing refund', 'partial', 'rest'],
  ['dispute'],
  ['dispute', 'win'],
  ['dispute', 'lose'],
  ['partial', 'dispute', 'lose'],
  ['inquiry', 'escalate', 'win'],
]

/** What our books say of one payment, without what makes it this one: ids and times. */
async function books(session: SessionId) {
  const one = async (sql: string) =>
    (await path.rows(sql, [session])).map((row) => JSON.stringify(row)).toSorted()
  const [purchase] = await path.rows('SELECT id FROM purchase WHERE session_id = $1', [session])
  const enrolment = path.flockjayEmulator.enrollments().find((one) => one.purchase_id === purchase?.['id'])
  return {
    purchase: await one('SELECT state, total::text, tax::text, currency FROM purchase WHERE session_id = $1'),
    attempt: await one('SELECT state FROM checkout_attempt WHERE session_id = $1'),
    refunds: await one(
      'SELECT r.amount::text, r.state FROM refund r JOIN purchase p ON p.id = r.purchase_id WHERE p.session_id = $1',
    ),
    disputes: await one(
      'SELECT d.amount::text, d.state FROM dispute d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
    ),
    ledger: await one(
      `SELECT t.kind, e.book, e.currency, e.amount::text, e.jurisdiction FROM ledger_entry e
       JOIN ledger_transaction t ON t.id = e.transaction_id JOIN purchase p ON p.id = t.purchase_id
       WHERE p.session_id = $1`,
    ),
    access: await one(
      `SELECT a.state FROM access a JOIN purchase p ON (p.customer_id, p.course_id) = (a.customer_id, a.course_id)
       WHERE p.session_id = $1`,
    ),
    open: enrolment?.status === 'active',
  }
}

/** Lives through a history; after each step its events have the fates that come next, then the worker works. */
async function live(history: readonly Step[], fates: readonly Fate[]): Promise<SessionId> {
  let next = 0
  const fate = (): Fate => fates[next++] ?? 'taken'
  const session = await path.open(newEmail())
  expect(await path.pay(session)).toBe(200)
  await path.tell(fate)
  await path.work()
  for (const step of history) {
    await STEPS[step](session)
    await path.tell(fate)
    await path.work()
  }
  return session
}

describe('whatever was lost on the way', () => {
  const fate = fc.constantFrom<Fate>('taken', 'failed', 'lost')
  it('reconciliation leads to the books as if nothing was lost; a second one changes nothing', async () => {
    const history = fc.constantFrom(...HISTORIES)
    await fc.assert(
      fc.asyncProperty(history, fc.array(fate, { minLength: 30, maxLength: 30 }), async (steps, fates) => {
        const whole = await live(steps, [])
        const lossy = await live(steps, fates)
        await reconcile(path.services)
        await path.work()
        const again = await reconcile(path.services)
        expect(again.report).toContain('Nothing is open.')
        expect(await books(lossy)).toEqual(await books(whole))
        const before = await path.dump()
        expect(await repaired()).toBe(0)
        expect(await path.dump()).toEqual(before)
      }),
      { numRuns: 8 },
    )
  }, 120_000)
  it('the ledger is what Stripe says its balance is', async () => {
    let net = 0
    for await (const move of path.sdk.balanceTransactions.list({ limit: 100 })) net += move.net
    const [ours] = await path.rows(
      "SELECT sum(amount)::int AS net FROM ledger_entry WHERE book = 'stripe_balance'",
    )
    expect(ours?.['net']).toBe(net)
  })
})
