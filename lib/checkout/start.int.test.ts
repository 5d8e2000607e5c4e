import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { processSession } from '@/lib/payments/process-session'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterEach(async () => {
  path.emulator.setFaults([])
  const twice = await path.rows(
    'SELECT customer_id, course_id FROM checkout_attempt WHERE closed_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1',
  )
  expect(twice).toEqual([])
})
afterAll(() => path.close())

const SESSIONS = 'POST /v1/checkout/sessions'
async function attempts(email: string) {
  return path.rows(
    'SELECT a.state FROM checkout_attempt a JOIN customer c ON c.id = a.customer_id WHERE c.email_key = $1 ORDER BY a.created_at',
    [email],
  )
}

describe('starting a checkout', () => {
  it('ten clicks at once lead to one session', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => path.start('ten@example.com')))
    expect(
      new Set(results.map((result) => (result.outcome === 'pay' ? result.url : result.outcome))).size,
    ).toBe(1)
    expect(await attempts('ten@example.com')).toEqual([{ state: 'open' }])
  })
  it('one address in two spellings is one person; another address of the account is another', async () => {
    const session = await path.open('Lena@Example.com')
    expect(await path.open(' lena@example.com'.trim())).toBe(session)
    expect(await path.open('tom@example.com')).not.toBe(session)
  })
  it('another country makes the first session unpayable', async () => {
    const first = await path.open('move@example.com')
    const second = await path.open('move@example.com', { country: 'DE' })
    expect(second).not.toBe(first)
    expect(await path.pay(first)).toBe(409)
    expect(await attempts('move@example.com')).toEqual([{ state: 'expired' }, { state: 'open' }])
  })
  it('after paying, before and after it is booked, no second payment page is given', async () => {
    const session = await path.open('paid@example.com')
    expect(await path.pay(session)).toBe(200)
    expect(await path.start('paid@example.com', { country: 'DE' })).toEqual({
      outcome: 'paid',
      sessionId: session,
    })
    await processSession(path.services, session)
    expect(await path.start('paid@example.com')).toEqual({ outcome: 'owned-repeatable' })
    expect(await path.start('paid@example.com', { sku: 'RU-LAB-LOCKS' })).toMatchObject({ outcome: 'pay' })
  })
  it('an expired session makes room for a new one', async () => {
    const session = await path.open('late@example.com')
    await path.sdk.checkout.sessions.expire(session)
    expect(await path.open('late@example.com')).not.toBe(session)
  })
  it('Stripe unreachable: the same attempt goes on with the next click', async () => {
    path.emulator.setFaults([{ match: SESSIONS, drop: true }])
    expect(await path.start('down@example.com')).toEqual({ outcome: 'unavailable' })
    path.emulator.setFaults([])
    await path.open('down@example.com')
    expect(await attempts('down@example.com')).toEqual([{ state: 'open' }])
  })
  it('a failure that Stripe would repeat for its key: the next click uses another', async () => {
    path.emulator.setFaults([{ match: SESSIONS, effect: 'fail', status: 500 }])
    expect(await path.start('fail@example.com')).toEqual({ outcome: 'unavailable' })
    path.emulator.setFaults([])
    await path.open('fail@example.com')
    expect(await attempts('fail@example.com')).toEqual([{ state: 'refused' }, { state: 'open' }])
  })
  it('what is announced is not sold', async () => {
    expect(await path.start('live@example.com', { sku: 'RU-LIVE-CONTEXT' })).toEqual({
      outcome: 'not-for-sale',
    })
    expect(await attempts('live@example.com')).toEqual([])
  })
  it('Israel goes by the manual rate; without one nothing is sold there untaxed', async () => {
    const session = await path.sdk.checkout.sessions.retrieve(
      await path.open('il@example.com', { country: 'IL' }),
    )
    expect(session.automatic_tax.enabled).toBe(false)
    expect(session.amount_total).toBe(23_482)
    for (const rate of (await path.sdk.taxRates.list()).data)
      await path.sdk.taxRates.update(rate.id, { active: false })
    expect(await path.start('il2@example.com', { country: 'IL' })).toEqual({ outcome: 'unavailable' })
    expect(await attempts('il2@example.com')).toEqual([])
  })
})
