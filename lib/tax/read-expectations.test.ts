import { afterEach, describe, expect, it, vi } from 'vitest'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import type { StripePort } from '@/lib/stripe/port'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { readTaxExpectations } from './read-expectations'

const now = new Date('2026-11-21T12:00:00Z')
const port = createStripeAccount({
  account: DEFAULT_ACCOUNT,
  secretKey: 'sk_test_1',
  webhookSecret: 'whsec_1',
})
const ny = {
  id: 'taxreg_ny',
  country: 'US',
  state: 'NY',
  type: 'state_sales_tax',
  from: now,
  until: undefined,
}

function read(answers: Pick<StripePort, 'manualTaxRate' | 'taxRegistrations'>, fallback = false) {
  return readTaxExpectations({
    accounts: stripeAccounts({ ...port, ...answers }),
    clock: { now: () => now },
    israelTaxRoute: fallback ? 'fallback' : 'manual',
    israelVatPercent: 18,
  })
}
afterEach(() => {
  vi.useRealTimers()
})

describe('what the accounts say of tax', () => {
  const known = {
    manualTaxRate: () => Promise.resolve({ id: 'txr_1', percentage: 17 }),
    taxRegistrations: () => Promise.resolve([ny]),
  }
  it('is the rate that will be applied, not the setting; of the fallback, the setting', async () => {
    expect((await read(known)).IL.line).toContain('17 %')
    expect((await read(known, true)).IL.line).toContain('18 %')
  })
  it('promises no sales tax where no registration counts now', async () => {
    const ended = { ...ny, from: new Date('2025-01-01'), until: new Date('2026-01-01') }
    expect((await read(known)).US.line).toContain('ZIP')
    expect((await read({ ...known, taxRegistrations: () => Promise.resolve([ended]) })).US.line).toBe(
      'none collected here',
    )
  })
  it('falls back to the setting where Stripe fails, and where it does not answer', async () => {
    const down = () => Promise.reject(new Error('down'))
    const failed = await read({ manualTaxRate: down, taxRegistrations: down })
    vi.useFakeTimers()
    const never = () => new Promise<never>(() => undefined)
    const reading = read({ manualTaxRate: never, taxRegistrations: never })
    await vi.runAllTimersAsync()
    for (const expectations of [failed, await reading]) {
      expect(expectations.IL.line).toContain('18 %')
      expect(expectations.US.line).toContain('ZIP')
    }
  })
})
