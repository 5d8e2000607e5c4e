import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { fullAddress } from './full-address'
import { invalidRequest } from './errors'
import { taxSettingsOf } from './tax-head-office'

type TaxSettings = Pick<Handlers, 'GET /v1/tax/settings' | 'POST /v1/tax/settings'>

function shown({ world, account }: Call): Stripe.Tax.Settings {
  const { head_office: office, tax_behavior, tax_code } = taxSettingsOf(world, account)
  return {
    object: 'tax.settings',
    defaults: { provider: 'stripe', tax_behavior, tax_code },
    head_office: office ? { address: office } : null,
    livemode: false,
    status: office ? 'active' : 'pending',
    status_details: office ? { active: {} } : { pending: { missing_fields: ['head_office'] } },
  }
}

/** "All parameters are editable but none can be removed once set" (SDK types). */
function change(
  call: Call,
  { defaults, head_office: office }: Stripe.Tax.SettingsUpdateParams,
): Stripe.Tax.Settings {
  const { world, account, cause } = call
  const code = defaults?.tax_code
  if (code !== undefined && !/^txcd_\d{8}$/.test(code)) {
    throw invalidRequest(`No such tax code: '${code}'`, {
      param: 'defaults[tax_code]',
      code: 'resource_missing',
    })
  }
  if (office && !/^[A-Z]{2}$/.test(office.address.country ?? '')) {
    const param = 'head_office[address][country]'
    throw invalidRequest(`Missing required param: ${param}.`, { param, code: 'parameter_missing' }) // guess
  }
  const row = taxSettingsOf(world, account)
  if (office) row.head_office = fullAddress(office.address)
  if (defaults?.tax_behavior !== undefined) row.tax_behavior = defaults.tax_behavior
  if (code !== undefined) row.tax_code = code
  account.tables.tax_settings.remove(row.id)
  account.tables.tax_settings.add(row)
  const settings = shown(call)
  void world.announce(account, { type: 'tax.settings.updated', object: settings }, cause)
  return settings
}

export const taxSettings: TaxSettings = {
  'GET /v1/tax/settings': (call) => shown(call),
  'POST /v1/tax/settings': change,
}
