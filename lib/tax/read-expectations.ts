import type { Clock } from '@/lib/clock'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { registeredAt } from '@/lib/stripe/tax-registrations'
import { taxExpectations } from './expectation'
import type { TaxExpectations } from './expectation'
import { ISRAEL } from './route'
import type { IsraelTaxRoute } from './route'
import { within } from './within'

/** A page waits no longer for Stripe: what the account says is a refinement of words that are true without it. */
const PATIENCE_MS = 700

export type ExpectationServices = {
  readonly accounts: StripeAccounts
  readonly clock: Clock
  readonly israelTaxRoute: IsraelTaxRoute
  /** Where the account's own rate is not known. */
  readonly israelVatPercent: number
}

/**
 * What learners may expect of tax, from the accounts that sell to them: the percentage of the rate that will really be
 * applied in Israel, and whether any US state is registered. Never throws and never waits long; where Stripe does not
 * answer in time, the setting and the careful words stand.
 */
export async function readTaxExpectations(services: ExpectationServices): Promise<TaxExpectations> {
  const { accounts, israelTaxRoute, israelVatPercent } = services
  const [rate, usRegistered] = await Promise.all([
    israelTaxRoute === 'manual' ? inTime(accounts.forCountry(ISRAEL).manualTaxRate(ISRAEL)) : undefined,
    inTime(isRegisteredInUs(services)),
  ])
  return taxExpectations({ israelPercent: rate?.percentage ?? israelVatPercent, usRegistered })
}

async function isRegisteredInUs({ accounts, clock }: ExpectationServices): Promise<boolean> {
  const all = await accounts.forCountry('US').taxRegistrations()
  return registeredAt(all, clock.now()).some(({ type }) => type === 'state_sales_tax')
}

/** What it answers within the page's patience; undefined later, and where it failed. */
function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  return within(PATIENCE_MS, answer).catch(() => undefined)
}
