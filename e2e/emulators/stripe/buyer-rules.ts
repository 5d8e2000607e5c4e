import { invalidRequest } from './errors'
import { type SessionRule, onlyOne } from './session-rule'

/** Who buys, and what is asked of them. */
export const buyerRules = {
  customerUpdateWithoutCustomer: ({ customer, customer_update }) =>
    customer_update !== undefined && customer === undefined
      ? invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' })
      : undefined,

  customerWithEmail: ({ customer, customer_email }) =>
    customer !== undefined && customer_email !== undefined
      ? onlyOne('customer', 'customer, customer_email')
      : undefined,

  customerWithCreation: ({ customer, customer_creation }) =>
    customer !== undefined && customer_creation !== undefined
      ? onlyOne('customer', 'customer, customer_creation')
      : undefined,

  malformedEmail: ({ customer_email }) =>
    customer_email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(customer_email)
      ? invalidRequest(`Invalid email address: ${customer_email}`, {
          param: 'customer_email',
          code: 'email_invalid',
        })
      : undefined,

  taxIdsOfACustomerWithFixedName: ({ customer, customer_update, tax_id_collection }) =>
    customer !== undefined && tax_id_collection?.enabled === true && customer_update?.name !== 'auto'
      ? invalidRequest(
          'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
        )
      : undefined,

  // docs.stripe.com/tax/checkout ("existing customers"). Wording from memory.
  automaticTaxOfACustomerWithoutAddress: ({ customer_update, automatic_tax }, { customer }) =>
    automatic_tax?.enabled === true &&
    customer &&
    !customer.address?.country &&
    customer_update?.address !== 'auto'
      ? invalidRequest(
          "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set `customer_update[address]` to 'auto' to save the address entered in Checkout to the Customer.",
          { code: 'customer_tax_location_invalid' },
        )
      : undefined,

  consentWithoutTermsUrl: ({ consent_collection }, { settings }) =>
    consent_collection?.terms_of_service === 'required' && settings.termsUrl === ''
      ? invalidRequest(
          'You cannot collect consent to your terms of service unless a URL is set in the Stripe Dashboard. Update your public business details at https://dashboard.stripe.com/settings/public with a Terms of Service URL.',
        )
      : undefined,

  tooManyCustomFields: ({ custom_fields }) =>
    (custom_fields ?? []).length > 3
      ? invalidRequest('You may only specify up to 3 custom fields.', { param: 'custom_fields' })
      : undefined,
} satisfies Record<string, SessionRule>
