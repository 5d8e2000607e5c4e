import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openReconcilePath } from '@/e2e/reconcile-path'
import type { ReconcilePath } from '@/e2e/reconcile-path'
import { purchaseIdSchema } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import type { PurchaseId, SessionId } from '@/lib/ids'
import { compare } from './comparisons'

let path: ReconcilePath
beforeAll(async () => {
  path = await openReconcilePath()
})
afterAll(() => path.close())
beforeEach(() => path.flockjayEmulator.faults.replace([]))

let serial = 0
const newEmail = () => `reader${(serial += 1)}@example.com`

async function buy(email = newEmail()): Promise<{ session: SessionId; id: PurchaseId }> {
  const session = await path.open(email)
  expect(await path.pay(session)).toBe(200)
  await path.tell()
  await path.work()
  const [row] = await path.rows('SELECT id FROM purchase WHERE session_id = $1', [session])
  return { session, id: purchaseIdSchema.parse(row?.['id']) }
}
const shown = (id: string) =>
  path.flockjayEmulator.enrollments().find((one) => one.purchase_id === id)?.status ?? 'none'
const open = async () =>
  (
    await path.rows(
      'SELECT kind, subject FROM discrepancy WHERE resolved_at IS NULL ORDER BY first_seen_at, kind, subject',
    )
  ).map(({ kind, subject }) => `${String(kind)} ${String(subject)}`)
const changes = () => compare(path.services, 'access-changes')
const all = () => compare(path.services, 'access')
const putStranger = (id: string, body: object = {}) =>
  fetch(`${path.flockjayEmulator.url}/enrollments/${id}`, {
    method: 'PUT',
    headers: { authorization: 'Token flockjay-money-path', 'content-type': 'application/json' },
    body: JSON.stringify({
      sku: 'RU-CERT-DEVELOPER',
      smid: 'ACME-1',
      learner: { email: 'someone@example.com' },
      order_ref: 'none',
      ...body,
    }),
  })
const strangerId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

describe('paid without access', () => {
  it('is found among the changes, unlocked again once, and over when the unlock is done', async () => {
    const { id } = await buy()
    await path.services.flockjay.revoke(id)
    expect(await changes()).toMatchObject({ repaired: 1, open: 1 })
    expect(await open()).toEqual([`paid-without-access ${id}`])
    const before = await path.dump()
    expect(await changes()).toMatchObject({ repaired: 0, open: 1 })
    expect(await all()).toMatchObject({ repaired: 0, open: 1 })
    expect(await path.dump()).toEqual(before)
    await path.work()
    expect(shown(id)).toBe('active')
    expect(await changes()).toMatchObject({ repaired: 0, open: 0 })
    expect(await open()).toEqual([])
  })
  it('is found when Flockjay has lost it altogether: by the comparison of all, not by changes', async () => {
    const { id } = await buy()
    await fetch(`${path.flockjayEmulator.url}/_emulator/state`, { method: 'DELETE' })
    expect(await changes()).toMatchObject({ repaired: 0, open: 0 })
    const [paid] = await path.rows("SELECT count(*)::int AS n FROM access WHERE state = 'active'")
    expect(await all()).toMatchObject({ repaired: paid?.['n'], open: paid?.['n'] })
    await path.work()
    expect(shown(id)).toBe('active')
    expect(await all()).toMatchObject({ lookedAt: paid?.['n'], repaired: 0, open: 0 })
  })
  it('is not what an unlock on its way is', async () => {
    const session = await path.open(newEmail())
    await path.pay(session)
    await path.tell()
    const [{ id } = {}] = await path.rows(
      "SELECT id FROM stripe_event WHERE state = 'received' AND type = 'checkout.session.completed'",
    )
    expect(id).toBeDefined()
    path.flockjayEmulator.faults.replace([{ match: 'PUT /enrollments', status: 503 }])
    await path.work()
    expect(await all()).toMatchObject({ repaired: 0, open: 0 })
    path.flockjayEmulator.faults.replace([])
    await path.rows("UPDATE delivery SET due_at = now() WHERE state = 'waiting'")
    await path.rows("UPDATE circuit SET state = 'closed', failures = 0, opened_at = NULL, probe_at = NULL")
    await path.work()
    expect(await all()).toMatchObject({ repaired: 0, open: 0 })
  })
  it('is not believed of a list alone: the enrolment itself has the last word', async () => {
    const { id } = await buy()
    const lie = { purchase_id: id, sku: 'RU-CERT-DEVELOPER', smid: 'ACME-1', status: 'revoked' }
    const body = JSON.stringify({ data: [lie], next_cursor: null })
    path.flockjayEmulator.faults.replace([
      { match: 'GET */enrollments', status: 200, contentType: 'application/json', body },
    ])
    expect(await changes()).toMatchObject({ lookedAt: 1, repaired: 0, open: 0 })
  })
})

describe('access that is not paid for', () => {
  it('of a refunded purchase is revoked again', async () => {
    const { id, session } = await buy()
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(session) })
    await path.tell()
    await path.work()
    expect(shown(id)).toBe('revoked')
    await putStranger(id)
    expect(await changes()).toMatchObject({ repaired: 1, open: 1 })
    expect(await open()).toEqual([`access-not-paid-for ${id}`])
    await path.work()
    expect(shown(id)).toBe('revoked')
    expect(await changes()).toMatchObject({ repaired: 0, open: 0 })
  })
  it('is not taken away any more once another purchase pays for it, and goes when that one ends', async () => {
    const email = newEmail()
    const first = await buy(email)
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(first.session) })
    await processSession(path.services, first.session, { moneyBack: true })
    const owed = () =>
      path.rows('SELECT action, state FROM delivery WHERE purchase_id = $1 ORDER BY number', [first.id])
    expect(await owed()).toMatchObject([{ action: 'unlock' }, { action: 'revoke', state: 'waiting' }])
    const second = await path.open(email)
    await path.pay(second)
    await processSession(path.services, second)
    expect(await owed()).toMatchObject([{ action: 'unlock' }, { action: 'revoke', state: 'superseded' }])
    await path.work()
    expect(shown(first.id)).toBe('active')
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(second) })
    await processSession(path.services, second, { moneyBack: true })
    await path.work()
    expect(shown(first.id)).toBe('revoked')
    await path.tell()
    await path.work()
    expect(await all()).toMatchObject({ repaired: 0, open: 0 })
  })
  it('stays where another purchase pays for it', async () => {
    const email = newEmail()
    const first = await buy(email)
    const second = await path.open(email, { again: true })
    await path.pay(second)
    await path.sdk.refunds.create({ payment_intent: await path.paymentOf(first.session) })
    await path.tell()
    await path.work()
    expect(await all()).toMatchObject({ repaired: 0, open: 0 })
    expect(shown(first.id)).toBe('active')
    await path.services.flockjay.revoke(first.id)
    expect(await all()).toMatchObject({ repaired: 0, open: 0 })
  })
  it('under an id we never gave is named until it is gone; a list of many pages is read to its end', async () => {
    for (let n = 1; n <= 230; n += 1) expect((await putStranger(strangerId(n))).status).toBe(201)
    expect((await changes())?.open).toBe(230)
    expect((await open()).at(-1)).toBe(`access-without-purchase ${strangerId(230)}`)
    for (let n = 2; n <= 230; n += 1)
      await path.services.flockjay.revoke(purchaseIdSchema.parse(strangerId(n)))
    expect(await all()).toMatchObject({ repaired: 0, open: 1 })
    expect(await open()).toEqual([`access-without-purchase ${strangerId(1)}`])
    await path.services.flockjay.revoke(purchaseIdSchema.parse(strangerId(1)))
    expect((await all())?.open).toBe(0)
  })
  it('of another course than the one paid for needs a person', async () => {
    const { id } = await buy()
    const body = JSON.stringify({ purchase_id: id, sku: 'RU-ANOTHER', smid: 'ACME-1', status: 'active' })
    const lie = { status: 200, contentType: 'application/json' }
    path.flockjayEmulator.faults.replace([
      { ...lie, match: 'GET */enrollments', body: `{"data":[${body}],"next_cursor":null}` },
      { ...lie, match: `GET /enrollments/${id}`, body },
    ])
    expect(await changes()).toMatchObject({ repaired: 0, open: 1 })
    expect(await open()).toEqual([`access-for-another ${id}`])
    path.flockjayEmulator.faults.replace([])
    expect(await changes()).toMatchObject({ repaired: 0, open: 0 })
  })
})

describe('a comparison that cannot come to its end', () => {
  it('says so, ends no discrepancy, and the next one reads from where the last complete one had come to', async () => {
    const { id } = await buy()
    await path.services.flockjay.revoke(id)
    await changes()
    const state = () =>
      path.rows("SELECT finished_at, read_until FROM reconciliation WHERE name = 'access-changes'")
    const before = await state()
    path.flockjayEmulator.faults.replace([{ match: 'GET /enrollments*', status: 503 }])
    await expect(changes()).rejects.toThrow(/could not be listed/)
    expect(await open()).toEqual([`paid-without-access ${id}`])
    expect(await state()).toEqual(before)
  })
})
