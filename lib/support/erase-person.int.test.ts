import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { runDelivery } from '@/lib/deliveries/run'
import { deliveryIdSchema, signInIdSchema, smidSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { erasePerson } from './erase-person'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

const erase = (email: string) => erasePerson(path.services, email)
const books = () =>
  path.rows('SELECT book, sum(amount)::text AS amount FROM ledger_entry GROUP BY 1 ORDER BY 1')

/** Every place in the database where a text stands, whatever the column. */
async function whereStands(text: string): Promise<string[]> {
  const tables = await path.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
  const found = await Promise.all(
    tables.map(async ({ tablename }) => {
      const [hit] = await path.rows(
        `SELECT count(*)::int AS hits FROM "${String(tablename)}" t WHERE t::text ILIKE '%' || $1 || '%'`,
        [text],
      )
      return hit?.['hits'] === 0 ? [] : [String(tablename)]
    }),
  )
  return found.flat().sort()
}

async function buy(email: string): Promise<SessionId> {
  const session = await path.open(email)
  await path.pay(session)
  await processSession(path.services, session)
  for (const { id } of await path.rows("SELECT id FROM delivery WHERE state = 'waiting'"))
    await runDelivery(path.services, deliveryIdSchema.parse(id))
  return session
}

/** A refund with its credit note, and a question of the buyer's bank: rows in every table about money that goes back. */
async function giveBack(session: SessionId): Promise<void> {
  const [row] = await path.rows('SELECT invoice_id FROM purchase WHERE session_id = $1', [session])
  await path.sdk.creditNotes.create({ invoice: String(row?.['invoice_id']), amount: 667, refund_amount: 667 })
  const body = JSON.stringify({ inquiry: true })
  await fetch(`${path.emulator.url}/_emulator/charges/${session}/dispute`, { method: 'POST', body })
  await processSession(path.services, session, { moneyBack: true })
  for (const table of ['refund', 'dispute', 'credit_note', 'finding'])
    expect(await path.rows(`SELECT 1 FROM ${table}`), table).toHaveLength(1)
}

describe('erasing a person', () => {
  it('takes their data out of every table, and leaves money, access and what happened', async () => {
    await giveBack(await buy('erase.me@example.com'))
    await path.open('erase.me@example.com', { sku: 'RU-LAB-LOCKS' })
    expect(await whereStands('erase.me@example.com')).toEqual(['checkout_attempt', 'customer'])
    const before = await books()
    const result = await erase('Erase.Me@example.com')
    expect(result).toMatchObject({ outcome: 'erased', persons: 1 })
    expect(result.outcome === 'erased' && result.purchases).toHaveLength(1)
    expect(await whereStands('erase.me@example.com')).toEqual([])
    expect(await books()).toEqual(before)
    expect(
      await path.rows("SELECT action, actor, detail FROM audit WHERE subject_type = 'customer'"),
    ).toEqual([{ action: 'person.erase', actor: 'command', detail: {} }])
    expect(await path.rows('SELECT state FROM access')).toEqual([{ state: 'active' }])
    expect(await erase('erase.me@example.com')).toEqual({ outcome: 'nobody' })
  })
  it('closes a payment page that was still open, so that nobody pays for an erased person', async () => {
    const session = await path.open('open.page@example.com')
    expect(await erase('open.page@example.com')).toMatchObject({ outcome: 'erased', purchases: [] })
    expect(await path.pay(session)).toBe(409)
  })
  it('waits for what is on its way, and says what it is', async () => {
    const session = await path.open('on.its.way@example.com')
    await path.pay(session)
    const [attempt] = await path.rows('SELECT reference FROM checkout_attempt WHERE session_id = $1', [
      session,
    ])
    expect(await erase('on.its.way@example.com')).toEqual({
      outcome: 'busy',
      references: [attempt?.['reference']],
    })
    await processSession(path.services, session)
    expect(await erase('on.its.way@example.com')).toMatchObject({ outcome: 'busy' })
    for (const { id } of await path.rows("SELECT id FROM delivery WHERE state = 'waiting'"))
      await runDelivery(path.services, deliveryIdSchema.parse(id))
    expect(await erase('on.its.way@example.com')).toMatchObject({ outcome: 'erased' })
  })
  it('changes nothing while Stripe cannot be asked to close a page', async () => {
    await path.open('stripe.down@example.com')
    path.emulator.setFaults([{ match: 'POST /v1/checkout/sessions/*', drop: true }])
    expect(await erase('stripe.down@example.com')).toEqual({ outcome: 'stripe-unreachable' })
    path.emulator.setFaults([])
    expect(await whereStands('stripe.down@example.com')).toEqual(['checkout_attempt', 'customer'])
  })
  it('ends the sign-ins and forgets what the issuer called them; another of the same name stays', async () => {
    const learner = {
      signInId: signInIdSchema.parse('0198b1f0-7b1e-4000-8000-000000000001'),
      issuer: 'https://cloud.example',
      subject: 'cloud-erase',
      email: 'both@example.com',
      emailVerified: true,
      name: 'Bo Th',
      smid: smidSchema.parse('ACME-9'),
      contactId: undefined,
    }
    await path.services.db.prisma.signIn.create({
      data: {
        id: learner.signInId,
        realm: 'cloud',
        issuer: learner.issuer,
        subject: learner.subject,
        expiresAt: new Date(),
      },
    })
    await path.open('both@example.com', { handoff: undefined, learner, signInConfigured: true })
    await path.open('not.both@example.com')
    expect(await erase('both@example.com')).toMatchObject({ outcome: 'erased', persons: 1 })
    for (const text of ['cloud-erase', 'Bo Th', 'both@example.com'])
      expect(await whereStands(text)).toEqual(
        text === 'both@example.com' ? ['checkout_attempt', 'customer'] : [],
      )
    expect(await whereStands('not.both@example.com')).toEqual(['checkout_attempt', 'customer'])
  })
})
