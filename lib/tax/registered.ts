import type { TaxRegistration } from '@/lib/stripe/tax-registrations'
import { isEu } from './place'

/** Europe's one-stop shop for sales to private buyers; that for imported goods (ioss) does not cover courses. */
const ONE_STOP = ['oss_union', 'oss_non_union']

/** Of what counts at a registration here: kept as evidence, and judged by. */
export type Registration = Pick<TaxRegistration, 'country' | 'state' | 'type'>

/**
 * Whether registrations oblige to collect tax on a course in a place. In the US that is a state's sales tax: one for
 * parking or lodging does not count. Pure.
 */
export function isRegistered(
  registrations: readonly Registration[],
  country: string,
  state: string | undefined,
): boolean {
  return registrations.some((one) => {
    if (ONE_STOP.includes(one.type)) return isEu(country)
    if (one.country !== country || one.type === 'ioss') return false
    return country !== 'US' || (one.type === 'state_sales_tax' && one.state === state)
  })
}
