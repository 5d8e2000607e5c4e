import type Stripe from 'stripe'
import { invalidRequest } from './errors'
import { fullAddress } from './full-address'
import type { Account } from './store'
import type { TaxSettingsRow } from './tax-settings-row'
import type { World } from './world'

/** An online, self-paced course. */
export const DEFAULT_TAX_CODE = 'txcd_20060058'

export function taxSettingsOf(world: World, account: Account): TaxSettingsRow {
  const row = account.tables.tax_settings.get('tax_settings')
  const { taxSettingsStatus } = world.settingsOf(account)
  const known = row?.head_office ?? (taxSettingsStatus === 'pending' ? null : businessAddress(world, account))
  return {
    id: 'tax_settings',
    head_office: known,
    tax_behavior: row?.tax_behavior ?? null,
    tax_code: row?.tax_code ?? DEFAULT_TAX_CODE,
  }
}

/** Stripe takes the business's own address until another is given (docs.stripe.com/tax/set-up). */
function businessAddress(world: World, account: Account): Stripe.Address {
  const { country, businessAddress: lines } = world.settingsOf(account)
  const [line1 = ''] = lines
  if (country !== 'US') return fullAddress({ country, line1 })
  return fullAddress({ country, line1, city: 'San Francisco', state: 'CA', postal_code: '94105' })
}

/** Throws what Stripe answers where Stripe Tax has no head office yet (wording seen in its users' issues). */
export function refuseWithoutHeadOffice(world: World, account: Account): void {
  if (taxSettingsOf(world, account).head_office) return
  throw invalidRequest(
    'You must have a valid head office address to enable automatic tax calculation in test mode. Visit https://dashboard.stripe.com/test/settings/tax to update it.',
  )
}
