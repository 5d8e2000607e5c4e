import type Stripe from 'stripe'
import { z } from 'zod'
import type { Call, Handlers } from './call'
import { newId } from './ids'
import { page } from './lists'
import { mustFind } from './lookup'
import { refuseExpiry, refuseRegistration } from './tax-registration-rules'
import { refuseWithoutHeadOffice } from './tax-head-office'
import type { Account } from './store'
import type { World } from './world'

type TaxRegistrations = Pick<
  Handlers,
  | 'POST /v1/tax/registrations'
  | 'GET /v1/tax/registrations'
  | 'GET /v1/tax/registrations/:id'
  | 'POST /v1/tax/registrations/:id'
>
type Registration = Stripe.Tax.Registration
type CountryOptions = Stripe.Tax.Registration.CountryOptions

/** 2025-01-01: before anything this emulator sells. */
const LONG_AGO = 1_735_689_600

/** The request's options and the object's differ only in that the object's are filled in. */
const filledOptions = z.custom<CountryOptions>((value) => typeof value === 'object' && value !== null)

/** All registrations of an account; one that has none yet begins with those its settings name. */
function allOf(world: World, account: Account): Registration[] {
  const table = account.tables.tax_registration
  if (table.size === 0) {
    for (const state of world.settingsOf(account).taxRegistrations) table.add(ofState(state))
  }
  return [...table.newestFirst()].map((row) => ({ ...row, status: statusAt(row, world.now()) }))
}

/** Where an account may collect now. */
export function activeRegistrations(world: World, account: Account): Registration[] {
  return allOf(world, account).filter(({ status }) => status === 'active')
}

function ofState(state: string): Registration {
  return {
    id: `taxreg_${state.toLowerCase()}`,
    object: 'tax.registration',
    active_from: LONG_AGO,
    country: 'US',
    country_options: { us: { state, type: 'state_sales_tax' } },
    created: LONG_AGO,
    expires_at: null,
    livemode: false,
    status: 'active',
  }
}

function statusAt(
  { active_from: from, expires_at: until }: Registration,
  now: number,
): Stripe.Tax.Registration.Status {
  if (until !== null && until <= now) return 'expired'
  return from <= now ? 'active' : 'scheduled'
}

/** The one entry of the country, with the scheme that Stripe fills in where none is given. */
function countryOptions(
  country: string,
  given: Stripe.Tax.RegistrationCreateParams.CountryOptions,
): CountryOptions {
  const filled = Object.entries(given).map(([key, value]) => {
    const standard = value.type === 'standard' ? { standard: { place_of_supply_scheme: 'standard' } } : {}
    return [key, { ...(key === 'us' ? {} : standard), ...value }]
  })
  return filledOptions.parse(Object.fromEntries(filled.filter(([key]) => key === country.toLowerCase())))
}

function create({ world, account }: Call, params: Stripe.Tax.RegistrationCreateParams): Registration {
  refuseWithoutHeadOffice(world, account)
  const now = world.now()
  refuseRegistration(params, allOf(world, account))
  const from = params.active_from === 'now' ? now : params.active_from
  refuseExpiry(from, params.expires_at)
  const row: Registration = {
    id: newId('taxreg'),
    object: 'tax.registration',
    active_from: from,
    country: params.country.toUpperCase(),
    country_options: countryOptions(params.country, params.country_options),
    created: now,
    expires_at: params.expires_at ?? null,
    livemode: false,
    status: 'active',
  }
  const made = { ...row, status: statusAt(row, now) }
  return account.tables.tax_registration.add(made)
}

/** "A registration cannot be deleted": it ends by `expires_at` (SDK types). */
function change(
  { world, account }: Call,
  params: Stripe.Tax.RegistrationUpdateParams,
  id: string,
): Registration {
  allOf(world, account)
  const row = mustFind(account.tables.tax_registration, 'tax_registration', id)
  const now = world.now()
  const timeOf = (given: 'now' | number): number => (given === 'now' ? now : given)
  const from = params.active_from === undefined ? row.active_from : timeOf(params.active_from)
  const until = params.expires_at ? timeOf(params.expires_at) : undefined
  refuseExpiry(from, until)
  row.active_from = from
  if (params.expires_at !== undefined) row.expires_at = until ?? null
  row.status = statusAt(row, now)
  return row
}

export const taxRegistrations: TaxRegistrations = {
  'POST /v1/tax/registrations': create,
  'GET /v1/tax/registrations': ({ world, account }, params) => {
    const wanted = params.status ?? 'all'
    const rows = allOf(world, account).filter(({ status }) => wanted === 'all' || status === wanted)
    return page(rows, '/v1/tax/registrations', params)
  },
  'GET /v1/tax/registrations/:id': ({ world, account }, _params, id) => {
    allOf(world, account)
    const row = mustFind(account.tables.tax_registration, 'tax_registration', id)
    return { ...row, status: statusAt(row, world.now()) }
  },
  'POST /v1/tax/registrations/:id': change,
}
