import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest, noSuch } from './errors'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { makeTaxRate } from './tax-rate-object'

type TaxRates = Pick<
  Handlers,
  'POST /v1/tax_rates' | 'GET /v1/tax_rates' | 'GET /v1/tax_rates/:id' | 'POST /v1/tax_rates/:id'
>

function change(rate: Stripe.TaxRate, params: Stripe.TaxRateUpdateParams): void {
  if (params.active !== undefined) rate.active = params.active
  if (params.country !== undefined) rate.country = params.country
  if (params.description !== undefined) rate.description = params.description
  if (params.display_name !== undefined) rate.display_name = params.display_name
  if (params.jurisdiction !== undefined) rate.jurisdiction = params.jurisdiction
  if (params.state !== undefined) rate.state = params.state
  if (params.tax_type !== undefined) rate.tax_type = params.tax_type
  rate.metadata = mergeMetadata(rate.metadata ?? {}, params.metadata)
}

export const taxRates: TaxRates = {
  'POST /v1/tax_rates': ({ world, account, cause }, params) => {
    if (params.percentage < 0 || params.percentage > 100) {
      throw invalidRequest('Tax rate percentages must be between 0 and 100.', { param: 'percentage' })
    }
    const rate = account.tables.tax_rate.add(makeTaxRate(params, world.now()))
    void world.announce(account, { type: 'tax_rate.created', object: rate }, cause)
    return rate
  },
  'GET /v1/tax_rates': ({ account }, params) =>
    listPage(account.tables.tax_rate, '/v1/tax_rates', params, (row) => {
      const same = is(row.active, params.active) && is(row.inclusive, params.inclusive)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/tax_rates/:id': ({ account }, _params, id) => {
    const rate = account.tables.tax_rate.get(id) ?? account.tables.automatic_tax_rate.get(id)
    if (!rate) throw noSuch('tax_rate', id, 'tax_rate')
    return rate
  },
  'POST /v1/tax_rates/:id': ({ world, account, cause }, params, id) => {
    const rate = mustFind(account.tables.tax_rate, 'tax_rate', id)
    change(rate, params)
    void world.announce(account, { type: 'tax_rate.updated', object: rate }, cause)
    return rate
  },
}
