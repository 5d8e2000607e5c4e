import type Stripe from 'stripe'
import type { Handlers } from './call'
import { page } from './lists'

type TaxSettings = Pick<Handlers, 'GET /v1/tax/settings' | 'GET /v1/tax/registrations'>

/** Where Stripe Tax may collect: without an active registration it collects zero and says nothing. */
function registration(state: string, created: number): Stripe.Tax.Registration {
  return {
    id: `taxreg_${state.toLowerCase()}`,
    object: 'tax.registration',
    active_from: created,
    country: 'US',
    country_options: { us: { state, type: 'state_sales_tax' } },
    created,
    expires_at: null,
    livemode: false,
    status: 'active',
  }
}

export const taxSettings: TaxSettings = {
  'GET /v1/tax/settings': ({ world }): Stripe.Tax.Settings => ({
    object: 'tax.settings',
    defaults: { provider: 'stripe', tax_behavior: null, tax_code: 'txcd_20060058' },
    head_office: {
      address: {
        city: 'San Francisco',
        country: world.settings.country,
        line1: '1600 Example Street',
        line2: null,
        postal_code: '94105',
        state: 'CA',
      },
    },
    livemode: false,
    status: 'active',
    status_details: { active: {} },
  }),
  'GET /v1/tax/registrations': ({ world }, params) => {
    const all = world.settings.taxRegistrations.map((state) => registration(state, 1_735_689_600))
    const wanted = params.status ?? 'active'
    return page(wanted === 'all' || wanted === 'active' ? all : [], '/v1/tax/registrations', params)
  },
}
