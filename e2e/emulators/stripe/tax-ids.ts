import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { invalidRequest, noSuch } from './errors'
import { newId } from './ids'
import { listPage } from './lists'
import { mustFind } from './lookup'
import type { Account } from './store'
import { type GivenTaxId, refuseTaxId, taxIdCountry, verificationOf } from './tax-id-formats'

type TaxIds = Pick<
  Handlers,
  | 'POST /v1/tax_ids'
  | 'GET /v1/tax_ids'
  | 'GET /v1/tax_ids/:id'
  | 'DELETE /v1/tax_ids/:id'
  | 'POST /v1/customers/:id/tax_ids'
  | 'GET /v1/customers/:id/tax_ids'
  | 'GET /v1/customers/:id/tax_ids/:tax_id'
  | 'DELETE /v1/customers/:id/tax_ids/:tax_id'
>

/** A tax ID of a customer, or of the account itself where none is named. The value was judged before. */
export function makeTaxId({ type, value }: GivenTaxId, customer: string | null, now: number): Stripe.TaxId {
  return {
    id: newId('txi'),
    object: 'tax_id',
    country: taxIdCountry(type, value),
    created: now,
    customer,
    customer_account: null,
    livemode: false,
    owner:
      customer === null
        ? { type: 'self', customer_account: null }
        : { type: 'customer', customer, customer_account: null },
    type,
    value,
    verification: verificationOf(type, value),
  }
}

/** The tax IDs a customer has, oldest first. */
export function taxIdsOf(account: Account, customer: string): Stripe.TaxId[] {
  return [...account.tables.tax_id.newestFirst()].filter((row) => row.customer === customer).toReversed()
}

/** Stripe tells nobody that the account's own changed; a customer's are announced. */
function add({ world, account, cause }: Call, given: GivenTaxId, customer: string | null): Stripe.TaxId {
  refuseTaxId(given, 'value')
  const row = account.tables.tax_id.add(makeTaxId(given, customer, world.now()))
  if (customer !== null) void world.announce(account, { type: 'customer.tax_id.created', object: row }, cause)
  return row
}

function remove({ world, account, cause }: Call, row: Stripe.TaxId): Stripe.DeletedTaxId {
  account.tables.tax_id.remove(row.id)
  if (row.customer !== null)
    void world.announce(account, { type: 'customer.tax_id.deleted', object: row }, cause)
  return { id: row.id, object: 'tax_id', deleted: true }
}

/** Whose: the account's own without an owner. Throws for the owners of Connect, which this emulator has none of. */
function ownerOf({ account }: Call, owner: Stripe.TaxIdCreateParams.Owner | undefined): string | null {
  if (owner === undefined || owner.type === 'self') return null
  if (owner.type !== 'customer') {
    const message = `Tax IDs of type ${owner.type} are not available in this test environment.`
    throw invalidRequest(message, { param: 'owner[type]' })
  }
  return mustFind(account.tables.customer, 'customer', owner.customer ?? '', 'owner[customer]').id
}

function ofCustomer({ account }: Call, customer: string, id: string): Stripe.TaxId {
  mustFind(account.tables.customer, 'customer', customer)
  const row = mustFind(account.tables.tax_id, 'tax_id', id)
  if (row.customer !== customer) throw noSuch('tax_id', id, 'id')
  return row
}

export const taxIds: TaxIds = {
  'POST /v1/tax_ids': (call, params) => add(call, params, ownerOf(call, params.owner)),
  'GET /v1/tax_ids': (call, params) => {
    const owner = ownerOf(call, params.owner)
    return listPage(call.account.tables.tax_id, '/v1/tax_ids', params, (row) => row.customer === owner)
  },
  'GET /v1/tax_ids/:id': ({ account }, _params, id) => mustFind(account.tables.tax_id, 'tax_id', id),
  'DELETE /v1/tax_ids/:id': (call, _params, id) =>
    remove(call, mustFind(call.account.tables.tax_id, 'tax_id', id)),
  'POST /v1/customers/:id/tax_ids': (call, params, id) =>
    add(call, params, mustFind(call.account.tables.customer, 'customer', id).id),
  'GET /v1/customers/:id/tax_ids': ({ account }, params, id) => {
    mustFind(account.tables.customer, 'customer', id)
    const url = `/v1/customers/${id}/tax_ids`
    return listPage(account.tables.tax_id, url, params, (row) => row.customer === id)
  },
  'GET /v1/customers/:id/tax_ids/:tax_id': (call, _params, id, inner) => ofCustomer(call, id, inner),
  'DELETE /v1/customers/:id/tax_ids/:tax_id': (call, _params, id, inner) =>
    remove(call, ofCustomer(call, id, inner)),
}
