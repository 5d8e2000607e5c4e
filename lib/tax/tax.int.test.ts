import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import type { SessionId } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import { processSession } from '@/lib/payments/process-session'
import { compare } from '@/lib/reconcile/comparisons'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

let serial = 0
const NOWHERE = { state: '', postal_code: '', city: 'Somewhere' }
const TEL_AVIV = { ...NOWHERE, country: 'IL', city: 'Tel Aviv' }

/** Asked for one country, paid from an address, and booked. */
async function bought(country: string, address: Record<string, string>): Promise<SessionId> {
  const session = await path.open(`taxed${(serial += 1)}@example.com`, { country })
  expect(await path.pay(session, address)).toBe(200)
  return session
}

async function findings(session: SessionId) {
  return path.rows(
    `SELECT f.kind, f.place, f.amount::int, f.currency, f.closed_at IS NULL AS open FROM tax_finding f
     JOIN purchase p ON p.id = f.purchase_id WHERE p.session_id = $1 ORDER BY f.kind`,
    [session],
  )
}

async function evidence(session: SessionId) {
  const [row] = await path.rows(
    'SELECT e.* FROM tax_evidence e JOIN purchase p ON p.id = e.purchase_id WHERE p.session_id = $1',
    [session],
  )
  return row
}

describe('what proves the tax of a purchase', () => {
  it('New York by ZIP: the rates as Stripe gave them, the registration, what was confirmed', async () => {
    const session = await bought('US', {})
    await processSession(path.services, session)
    const row = await evidence(session)
    expect(row).toMatchObject({
      account: 'default',
      route: 'automatic',
      country_asked: 'US',
      country_collected: 'US',
      state: 'NY',
      postal_code: '10001',
      tax_exempt: 'none',
      confirmation_version: '2026-11-21',
      terms_accepted: true,
      tax_ids: [],
    })
    expect(row?.['confirmed_at']).toBeInstanceOf(Date)
    expect(row?.['registrations']).toContainEqual(
      expect.objectContaining({ country: 'US', state: 'NY', type: 'state_sales_tax' }),
    )
    const said = (await path.sdk.checkout.sessions.retrieve(session, { expand: ['total_details.breakdown'] }))
      .total_details
    expect(row?.['lines']).toEqual(
      said?.breakdown?.taxes.map(({ amount, rate, taxability_reason: reason, taxable_amount: taxable }) => {
        return expect.objectContaining({
          amount: String(amount),
          taxable: String(taxable),
          percentage: rate.percentage,
          state: 'NY',
          jurisdiction: rate.jurisdiction,
          reason,
        })
      }),
    )
    expect(await findings(session)).toEqual([])
  })
  it('Tel Aviv by the manual rate, and nothing to look at', async () => {
    const session = await bought('IL', TEL_AVIV)
    await processSession(path.services, session)
    expect(await evidence(session)).toMatchObject({
      route: 'manual',
      country_collected: 'IL',
      lines: [expect.objectContaining({ amount: '3582', percentage: 18, country: 'IL', reason: null })],
    })
    expect(await findings(session)).toEqual([])
  })
  it('free by a code: kept too', async () => {
    const coupon = await path.sdk.coupons.create({ percent_off: 100, duration: 'once' })
    await path.sdk.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'TAXFREE',
    })
    const session = await bought('IL', { ...TEL_AVIV, promotion_code: 'TAXFREE' })
    await processSession(path.services, session)
    expect(await evidence(session)).toMatchObject({ route: 'manual', country_collected: 'IL' })
    expect(await findings(session)).toEqual([])
  })
  it('cannot be edited or deleted', async () => {
    const session = await bought('US', {})
    await processSession(path.services, session)
    await expect(path.rows("UPDATE tax_evidence SET route = 'manual'")).rejects.toThrow(/kept/)
    await expect(path.rows("UPDATE tax_evidence SET registrations = '[]'")).rejects.toThrow(/kept/)
    await expect(path.rows('DELETE FROM tax_evidence')).rejects.toThrow(/permission|append/i)
  })
})

describe('declared US, paid with an Israeli address', () => {
  it('is unlocked, listed with the VAT that was missed, and said aloud once', async () => {
    const log = createLogger('test', 'silent')
    const said = vi.spyOn(log, 'error')
    const session = await bought('US', TEL_AVIV)
    const services = { ...path.services, log }
    await processSession(services, session)
    await processSession(services, session)
    await Promise.all([processSession(services, session), processSession(services, session)])
    expect(await findings(session)).toEqual([
      { kind: 'country-mismatch', place: 'Israel', amount: 3_582, currency: 'USD', open: true },
      { kind: 'untaxed', place: 'Israel', amount: null, currency: 'USD', open: true },
    ])
    expect(said.mock.calls.map(([, message]) => message)).toEqual([
      'a purchase was not taxed where tax was due',
    ])
    const access = await path.rows(
      'SELECT a.state FROM access a JOIN purchase p ON p.id = a.purchase_id WHERE p.session_id = $1',
      [session],
    )
    expect(access).toEqual([{ state: 'active' }])
  })
})

describe('declared Israel, paid from elsewhere', () => {
  it.each([
    { from: 'Japan', address: { ...NOWHERE, country: 'JP' }, place: 'Japan', due: 0 },
    { from: 'New York', address: {}, place: 'NY, United States', due: 1_767 },
  ])('from $from: what is due there, less what was taken', async ({ address, place, due }) => {
    const session = await bought('IL', address)
    await processSession(path.services, session)
    expect(await findings(session)).toEqual([
      { kind: 'country-mismatch', place, amount: due - 3_582, currency: 'USD', open: true },
    ])
  })
  it('is booked without the amount where Stripe cannot say', async () => {
    const session = await bought('IL', { ...NOWHERE, country: 'JP' })
    const stripe = { ...path.services.stripe, calculateTax: () => Promise.reject(new Error('down')) }
    await processSession({ ...path.services, stripe }, session)
    expect(await findings(session)).toMatchObject([
      { kind: 'country-mismatch', place: 'Japan', amount: null },
    ])
  })
})

describe('registrations that cannot be read', () => {
  const down = () => Promise.reject(new Error('down'))
  it('keep nothing from being booked, are asked for again, and are filled in once', async () => {
    const session = await bought('US', {})
    const stripe = { ...path.services.stripe, taxRegistrations: down }
    await processSession({ ...path.services, stripe }, session)
    await processSession({ ...path.services, stripe }, session)
    expect((await evidence(session))?.['registrations']).toBeNull()
    expect(await findings(session)).toMatchObject([{ kind: 'registrations-unknown', open: true }])
    const jobs = await path.rows(
      "SELECT data->>'sessionId' AS session, start_after > now() AS later FROM pgboss.job WHERE name = 'checkout-session' AND singleton_key = $1",
      [`${session}@tax`],
    )
    expect(jobs).toEqual([{ session, later: true }])

    await processSession(path.services, session)
    const kept = (await evidence(session))?.['registrations']
    expect(kept).toContainEqual(expect.objectContaining({ state: 'NY' }))
    expect(await findings(session)).toMatchObject([{ kind: 'registrations-unknown', open: false }])

    await processSession({ ...path.services, stripe }, session)
    expect((await evidence(session))?.['registrations']).toEqual(kept)
    expect(await findings(session)).toMatchObject([{ kind: 'registrations-unknown', open: false }])
  })
  it('several who learn of them at once, and not the same, all come to an end', async () => {
    const session = await bought('US', {})
    await processSession(
      { ...path.services, stripe: { ...path.services.stripe, taxRegistrations: down } },
      session,
    )
    const all = await path.services.stripe.taxRegistrations()
    const asked: (() => void)[] = []
    // None is answered before all have asked, so that each has seen the evidence without them.
    const learns = async (count: number): Promise<void> => {
      const taxRegistrations = async () => {
        await new Promise<void>((resolve) => {
          asked.push(resolve)
          if (asked.length === 3) for (const answer of asked) answer()
        })
        return all.slice(count)
      }
      await processSession(
        { ...path.services, stripe: { ...path.services.stripe, taxRegistrations } },
        session,
      )
    }
    await Promise.all([0, 1, 2].map(learns))
    expect((await evidence(session))?.['registrations']).not.toBeNull()
    expect(await findings(session)).toMatchObject([{ kind: 'registrations-unknown', open: false }])
  })
  it('are asked for every night', async () => {
    const session = await bought('US', {})
    await processSession(
      { ...path.services, stripe: { ...path.services.stripe, taxRegistrations: down } },
      session,
    )
    await compare(path.services, 'sessions')
    expect((await evidence(session))?.['registrations']).not.toBeNull()
  })
})
