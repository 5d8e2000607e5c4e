import type Stripe from 'stripe'
import type { AccountPlan, CheckContext } from './account-plan'
import { NOT_NEEDED } from './check-tax-settings'
import { dashboard } from './dashboard'
import type { Finding, Look } from './finding'
import { done } from './finding'

const CHECK = 'tax registrations'
const SOON_MS = 30 * 86_400_000

/**
 * Where Stripe Tax may collect. Without any active registration automatic tax collects zero, with no error anywhere, and
 * past transactions cannot be corrected (docs.stripe.com/tax): the one setting whose lack nobody would notice.
 */
export async function checkRegistrations({ plan, shown, now }: CheckContext): Promise<Look> {
  if (!plan.automaticTax) return { findings: [done(CHECK, NOT_NEEDED)] }
  const active: Stripe.Tax.Registration[] = []
  for await (const each of plan.stripe.tax.registrations.list({ status: 'active', limit: 100 }))
    active.push(each)
  const where = dashboard('registrations', { ...plan, id: shown?.id })
  if (active.length === 0) return { findings: [none(where)] }
  const places = registeredPlaces(active)
  if (plan.livemode && plan.sellsToUnitedStates && !active.some(({ country }) => country === 'US'))
    return { findings: [noUnitedStates(places, where)] }
  const zero = plan.countries.filter(
    (code) => code !== 'IL' && !active.some(({ country }) => country === code),
  )
  const also = zero.length === 0 ? '' : `; nothing is collected in ${zero.join(', ')}, which it sells to`
  return { findings: [done(CHECK, `${places.join('; ')}${also}`), ...ending(active, now, where)] }
}

/** "US: CA, NY" and so on, in alphabetical order. US registrations for other taxes than sales tax are named as such. */
export function registeredPlaces(registrations: readonly Stripe.Tax.Registration[]): string[] {
  const states = registrations.flatMap(({ country_options: { us } }) =>
    us === undefined ? [] : [us.type === 'state_sales_tax' ? us.state : `${us.state} (${us.type})`],
  )
  const countries = new Set(registrations.map(({ country }) => country).filter((code) => code !== 'US'))
  return [
    ...(states.length === 0 ? [] : [`US: ${[...new Set(states)].sort().join(', ')}`]),
    ...(countries.size === 0 ? [] : [[...countries].sort().join(', ')]),
  ]
}

function none(where: string): Finding {
  return {
    check: CHECK,
    state: 'missing',
    detail: 'none is active: automatic tax collects zero, silently, and cannot be corrected afterwards',
    blocks: true,
    todo: { what: 'Have finance register each country and US state where tax is owed', where },
  }
}

function noUnitedStates(places: readonly string[], where: string): Finding {
  return {
    check: CHECK,
    state: 'missing',
    detail: `${places.join('; ')}; none in the US: no sales tax is collected in any state, silently`,
    blocks: true,
    todo: { what: 'Have finance register the US states where sales tax is owed', where },
  }
}

function ending(registrations: readonly Stripe.Tax.Registration[], now: Date, where: string): Finding[] {
  const soon = registrations.filter(
    ({ expires_at }) => expires_at !== null && expires_at * 1_000 < now.getTime() + SOON_MS,
  )
  if (soon.length === 0) return []
  const days = soon.map(({ expires_at }) => new Date((expires_at ?? 0) * 1_000).toISOString().slice(0, 10))
  const detail = `end soon: ${registeredPlaces(soon).join('; ')} (${days.sort()[0]} at the earliest)`
  const todo = { what: 'Ask finance whether they are to be prolonged', where }
  return [{ check: CHECK, state: 'to do', detail, blocks: false, todo }]
}

/** Whether sessions of an account with these countries ever let Stripe calculate tax. */
export function usesAutomaticTax(
  { countries }: Pick<AccountPlan, 'countries'>,
  israelIsManual: boolean,
): boolean {
  return !israelIsManual || countries.length === 0 || countries.some((code) => code !== 'IL')
}
