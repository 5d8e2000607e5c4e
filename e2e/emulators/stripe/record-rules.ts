import { invalidRequest } from './errors'
import { refuseCustomFields } from './custom-fields'
import { type SessionRule } from './session-rule'

const MAX_FOOTER = 5000
const MAX_REFERENCE = 200

/** What is written on invoices, statements and in records. */
export const recordRules = {
  // Limits of the SDK types and of facts: 4 fields, names of 40 and values of 140 characters.
  invoiceCustomFields: ({ invoice_creation }) =>
    refuseCustomFields(
      invoice_creation?.invoice_data?.custom_fields,
      'invoice_creation[invoice_data][custom_fields]',
    ),

  longInvoiceFooter: ({ invoice_creation }) =>
    (invoice_creation?.invoice_data?.footer ?? '').length > MAX_FOOTER
      ? invalidRequest(`Invalid string: must be at most ${MAX_FOOTER} characters`, {
          param: 'invoice_creation[invoice_data][footer]',
        })
      : undefined,

  longClientReference: ({ client_reference_id }) =>
    (client_reference_id ?? '').length > MAX_REFERENCE
      ? invalidRequest(`Invalid string: must be at most ${MAX_REFERENCE} characters`, {
          param: 'client_reference_id',
        })
      : undefined,

  // facts: cards take the suffix only. Wording of Stripe's own error, from memory.
  statementDescriptorOnCards: ({ payment_intent_data }) =>
    payment_intent_data?.statement_descriptor === undefined
      ? undefined
      : invalidRequest(
          'The `statement_descriptor` parameter is not supported for the payment method type `card`. Please use `statement_descriptor_suffix` instead.',
          { param: 'payment_intent_data[statement_descriptor]' },
        ),

  statementDescriptorSuffix: ({ payment_intent_data }) => {
    const suffix = payment_intent_data?.statement_descriptor_suffix
    if (suffix === undefined || (suffix.length <= 22 && !/[<>\\'"*]/.test(suffix) && /[a-z]/i.test(suffix)))
      return undefined
    return invalidRequest(
      'The statement descriptor suffix must have at most 22 characters, at least one letter, and none of <>\\\'"*.',
      {
        param: 'payment_intent_data[statement_descriptor_suffix]',
      },
    )
  },
} satisfies Record<string, SessionRule>
