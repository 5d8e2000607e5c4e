import type Stripe from 'stripe'
import { type StripeFault, invalidRequest } from './errors'
import { type SessionRule } from './session-rule'

const MAX_FOOTER = 5000
const MAX_REFERENCE = 200

/** What is written on invoices, statements and in records. */
export const recordRules = {
  // Limits of the SDK types and of facts: 4 fields, names of 40 and values of 140 characters.
  invoiceCustomFields: ({ invoice_creation }) => invoiceFields(invoice_creation?.invoice_data?.custom_fields),

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

function invoiceFields(
  fields: Stripe.Emptyable<{ name: string; value: string }[]> | undefined,
): StripeFault | undefined {
  const base = 'invoice_creation[invoice_data][custom_fields]'
  if (!fields) return undefined
  if (fields.length > 4) return invalidRequest('You may only specify up to 4 custom fields.', { param: base })
  for (const [index, field] of fields.entries()) {
    if (field.name.length > 40) {
      return invalidRequest('Invalid string: must be at most 40 characters', {
        param: `${base}[${index}][name]`,
      })
    }
    if (field.value.length > 140) {
      return invalidRequest('Invalid string: must be at most 140 characters', {
        param: `${base}[${index}][value]`,
      })
    }
  }
  return undefined
}
