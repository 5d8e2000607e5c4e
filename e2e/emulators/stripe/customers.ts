import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { fullAddress } from './full-address'
import { newId, newInvoicePrefix } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseTaxId } from './tax-id-formats'
import { makeTaxId } from './tax-ids'

type Customers = Pick<
  Handlers,
  'POST /v1/customers' | 'GET /v1/customers' | 'GET /v1/customers/:id' | 'POST /v1/customers/:id'
>

const MAX_EMAIL = 512

export function makeCustomer(params: Stripe.CustomerCreateParams, now: number): Stripe.Customer {
  return {
    id: newId('cus'),
    object: 'customer',
    address: params.address ? fullAddress(params.address) : null,
    balance: params.balance ?? 0,
    created: now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_prefix: params.invoice_prefix ?? newInvoicePrefix(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    next_invoice_sequence: params.next_invoice_sequence ?? 1,
    phone: params.phone ?? null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: null,
    tax_exempt: params.tax_exempt || 'none',
    test_clock: null,
    ...(params.business_name ? { business_name: params.business_name } : {}),
    ...(params.individual_name ? { individual_name: params.individual_name } : {}),
  }
}

/** Stripe's own check is loose: something before and after one @, and a dot (message seen in its answers). */
function refuseEmail(email: string | undefined): void {
  if (email === undefined) return
  if (email.length > MAX_EMAIL || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    throw invalidRequest(`Invalid email address: ${email}`, { param: 'email', code: 'email_invalid' })
  }
}

function change(customer: Stripe.Customer, params: Stripe.CustomerUpdateParams): void {
  if (params.address !== undefined) customer.address = params.address ? fullAddress(params.address) : null
  if (params.email !== undefined) customer.email = params.email
  if (params.name !== undefined) customer.name = params.name
  if (params.phone !== undefined) customer.phone = params.phone
  if (params.description !== undefined) customer.description = params.description
  if (params.tax_exempt !== undefined) customer.tax_exempt = params.tax_exempt || 'none'
  if (params.preferred_locales !== undefined) customer.preferred_locales = params.preferred_locales
  if (params.business_name) customer.business_name = params.business_name
  if (params.individual_name) customer.individual_name = params.individual_name
  if (params.invoice_prefix !== undefined) customer.invoice_prefix = params.invoice_prefix
  if (params.next_invoice_sequence !== undefined)
    customer.next_invoice_sequence = params.next_invoice_sequence
  customer.metadata = mergeMetadata(customer.metadata, params.metadata)
}

export const customers: Customers = {
  'POST /v1/customers': ({ world, account, cause }, params) => {
    refuseEmail(params.email)
    for (const [index, id] of (params.tax_id_data ?? []).entries())
      refuseTaxId(id, `tax_id_data[${index}][value]`)
    const customer = account.tables.customer.add(makeCustomer(params, world.now()))
    for (const id of params.tax_id_data ?? []) {
      account.tables.tax_id.add(makeTaxId(id, customer.id, world.now()))
    }
    void world.announce(account, { type: 'customer.created', object: customer }, cause)
    return customer
  },
  'GET /v1/customers': ({ account }, params) =>
    listPage(
      account.tables.customer,
      '/v1/customers',
      params,
      (row) => is(row.email, params.email) && createdWithin(row.created, params.created),
    ),
  'GET /v1/customers/:id': ({ account }, _params, id) => mustFind(account.tables.customer, 'customer', id),
  'POST /v1/customers/:id': ({ world, account, cause }, params, id) => {
    refuseEmail(params.email)
    const customer = mustFind(account.tables.customer, 'customer', id)
    change(customer, params)
    void world.announce(account, { type: 'customer.updated', object: customer }, cause)
    return customer
  },
}
