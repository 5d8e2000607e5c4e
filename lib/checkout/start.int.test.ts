import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import type { SignedHandoff } from '@/lib/handoff/handoff'
import type { Learner } from '@/lib/identity/learner'
import { flockjayUserIdSchema, signInIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { viewCheckout } from './view'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterEach(async () => {
  path.emulator.setFaults([])
  const twice = await path.rows(
    'SELECT customer_id, course_id, holder FROM checkout_attempt WHERE closed_at IS NULL GROUP BY 1, 2, 3 HAVING count(*) > 1',
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

describe('who is buying', () => {
  const CERT = skuSchema.parse('RU-CERT-DEVELOPER')
  const LAB = skuSchema.parse('RU-LAB-LOCKS')
  const link = (user: string, jti: string, sku = LAB): SignedHandoff => ({
    kind: 'signed',
    sku,
    smid: smidSchema.parse('ACME-1'),
    flockjayUserId: flockjayUserIdSchema.parse(user),
    jti,
    returnTo: undefined,
    email: undefined,
    name: undefined,
  })
  const signedIn = (subject: string, smid = 'ACME-1'): Learner => ({
    signInId: signInIdSchema.parse('0198b1f0-7b1e-4000-8000-000000000001'),
    issuer: 'https://cloud.example',
    subject,
    email: `${subject}@example.com`,
    emailVerified: true,
    name: undefined,
    smid: smidSchema.parse(smid),
    contactId: undefined,
  })
  async function paid(email: string, options?: Parameters<MoneyPath['start']>[1]): Promise<void> {
    const session = await path.open(email, options)
    expect(await path.pay(session)).toBe(200)
    await processSession(path.services, session)
  }
  const findings = (email: string) =>
    path.rows(
      'SELECT f.kind FROM finding f JOIN purchase p ON p.id = f.purchase_id JOIN customer c ON c.id = p.customer_id WHERE c.email_key = $1',
      [email],
    )

  it('a typed address tells another browser nothing: it can pay, and support gets a finding', async () => {
    await paid('known@example.com', { browser: 'own', sku: LAB })
    expect(await path.start('known@example.com', { browser: 'own', sku: LAB })).toEqual({ outcome: 'owned' })
    expect(await path.start('known@example.com', { browser: 'stranger', sku: LAB })).toMatchObject({
      outcome: 'pay',
    })
    await paid('known@example.com', { browser: 'stranger', sku: LAB })
    expect(await findings('known@example.com')).toEqual([{ kind: 'possible-duplicate' }])
  })
  it('a typed address gives no other browser the payment page that is open', async () => {
    const own = await path.open('open@example.com', { browser: 'own' })
    expect(await path.open('open@example.com', { browser: 'stranger' })).not.toBe(own)
    expect(await path.open('open@example.com', { browser: 'own' })).toBe(own)
  })
  it('a signed link pays once; a new one of the same buyer finds the unit owned', async () => {
    const handoff = link('user-1', 'link-0001', CERT)
    await paid('s1@example.com', { handoff })
    expect(await path.start('s1@example.com', { handoff })).toEqual({ outcome: 'owned-repeatable' })
    expect(await path.start('s1@example.com', { handoff, again: true })).toEqual({ outcome: 'link-used' })
    const next = link('user-1', 'link-0002', CERT)
    await paid('s1@example.com', { handoff: next, again: true })
    // Wanted twice: nothing for support to ask about.
    expect(await findings('s1@example.com')).toEqual([])
  })
  it('one link in the hands of two: whoever it names, one payment page, one payment', async () => {
    const handoff = link('user-2', 'link-0003')
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, n) => path.start('s2@example.com', { handoff, browser: `b${n}` })),
    )
    expect(
      new Set(results.map((result) => (result.outcome === 'pay' ? result.url : result.outcome))).size,
    ).toBe(1)
  })
  it('a link id used twice by mistake for two buyers pays for one of them', async () => {
    const results = await Promise.all(
      ['user-3', 'user-4', 'user-5'].map((user) =>
        path.start(`${user}@example.com`, { handoff: link(user, 'link-0004') }),
      ),
    )
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['link-used', 'link-used', 'pay'])
  })
  it('a unit that cannot be taken twice is not sold twice, whatever was confirmed', async () => {
    const options = { handoff: undefined, learner: signedIn('s6'), signInConfigured: true, sku: LAB }
    await paid('s6@example.com', options)
    expect(await path.start('s6@example.com', { ...options, again: true })).toEqual({ outcome: 'owned' })
  })
  it('money on its way is not asked for again, and the page says so beforehand', async () => {
    const options = { handoff: undefined, learner: signedIn('s10'), signInConfigured: true, sku: LAB }
    await paid('s10@example.com', options)
    const owner = new pg.Client({ connectionString: path.database.ownerUrl })
    await owner.connect()
    await owner.query('ALTER TABLE purchase DISABLE TRIGGER USER')
    await owner.query(
      "UPDATE purchase SET state = 'pending', paid_at = NULL WHERE smid = 'ACME-1' AND customer_id = (SELECT id FROM customer WHERE email = 's10@example.com')",
    )
    await owner.query('ALTER TABLE purchase ENABLE TRIGGER USER')
    await owner.end()
    expect(await path.start('s10@example.com', options)).toEqual({ outcome: 'payment-pending' })
    const seen = await viewCheckout(path.services.db, path.services.accounts, LAB, {
      ...options,
      ownAccount: false,
    })
    expect(seen?.view).toMatchObject({ step: 'pay', standing: 'payment-pending' })
  })
  it('by sign-in the session’s account and address are taken, not the form’s', async () => {
    const options = { learner: signedIn('s7', 'OWN-7'), signInConfigured: true, smid: 'OWN-7' }
    const session = await path.sdk.checkout.sessions.retrieve(await path.open('eve@example.com', options))
    expect(session.customer_email).toBe('s7@example.com')
    expect(session.metadata).toMatchObject({ smid: 'OWN-7' })
  })
  it('a plain link alone pays nothing where one can sign in; another account’s only when chosen', async () => {
    expect(await path.start('e@example.com', { signInConfigured: true })).toEqual({
      outcome: 'not-identified',
      step: 'sign-in',
    })
    const other = { learner: signedIn('s8', 'OWN-8'), signInConfigured: true, smid: 'LINK-8', sku: LAB }
    expect(await path.start('e@example.com', other)).toEqual({
      outcome: 'not-identified',
      step: 'choose-account',
    })
    await paid('e@example.com', { ...other, ownAccount: true })
    expect(await findings('s8@example.com')).toEqual([{ kind: 'smid-mismatch' }])
    expect(
      await path.rows(
        "SELECT p.smid, p.identity FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE c.email = 's8@example.com'",
      ),
    ).toEqual([{ smid: 'OWN-8', identity: 'sso' }])
  })
  it('who signed in meanwhile is the same person as the signed link’s, where both vouch for the address', async () => {
    const handoff = { ...link('user-9', 'link-0009'), email: 's9@example.com' }
    await paid('s9@example.com', { handoff, sku: LAB })
    const options = { handoff: undefined, learner: signedIn('s9'), signInConfigured: true, sku: LAB }
    expect(await path.start('x@example.com', options)).toEqual({ outcome: 'owned' })
  })
})
