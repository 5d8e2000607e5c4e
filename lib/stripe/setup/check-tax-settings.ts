import type { CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Look } from './finding'
import { done } from './finding'

/** Stripe Tax calculates only where it knows the seller's head office: `tax.settings` must be active. */
export async function checkTaxSettings({ plan, shown }: CheckContext): Promise<Look> {
  if (!plan.automaticTax) return { findings: [done('tax settings', NOT_NEEDED)] }
  const settings = await plan.stripe.tax.settings.retrieve()
  const where = dashboard('taxSettings', { ...plan, id: shown?.id })
  if (settings.status !== 'active') {
    const missing = settings.status_details.pending?.missing_fields ?? []
    const detail = `Stripe Tax is ${settings.status}: ${missing.join(', ') || 'it does not say what is missing'}`
    const todo = { what: 'Give Stripe Tax the head office and whatever else it asks for', where }
    return { findings: [{ check: 'tax settings', state: 'missing', detail, blocks: true, todo }] }
  }
  if (settings.defaults.provider !== 'stripe') {
    const detail = `taxes are calculated by ${settings.defaults.provider}, not by Stripe Tax`
    const todo = { what: 'Ask finance: the registrations below are those of Stripe Tax', where }
    return { findings: [{ check: 'tax settings', state: 'to do', detail, blocks: false, todo }] }
  }
  const address = settings.head_office?.address
  const office = [address?.city, address?.state, address?.country].filter(Boolean).join(', ')
  return { findings: [done('tax settings', `active, head office in ${office}`)] }
}

/** For an account all of whose sessions carry a rate of its own. */
export const NOT_NEEDED = "not needed: this account sells to Israel only, with the account's own rate"
