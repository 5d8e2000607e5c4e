import { describe, expect, it } from 'vitest'
import { attemptIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { SessionOrder } from './session-order'
import { sessionParameters } from './session-parameters'

const order: SessionOrder = {
  attemptId: attemptIdSchema.parse('11111111-1111-4111-8111-111111111111'),
  sku: skuSchema.parse('RU-CERT-DEVELOPER'),
  smid: smidSchema.parse('ACME-4821'),
  title: 'Redis Certified Developer',
  stripePriceId: 'price_1',
  email: 'lena@example.com',
  country: 'US',
  poNumber: 'PO-7',
  invoiceFooter: 'Full refund within 14 days.',
  sellerTaxIds: ['txi_1'],
  tax: { route: 'automatic' },
  confirmation: 'I will give my correct billing address.',
  refundSummary: 'Full refund within 14 days of purchase.',
  expiresAt: new Date('2026-11-21T12:00:00Z'),
  form: 'hosted',
  successUrl: 'https://redis.io/university/checkout/done?session_id={CHECKOUT_SESSION_ID}',
  cancelUrl: 'https://redis.io/university/checkout?sku=RU-CERT-DEVELOPER&cancelled=1',
}
const METADATA = { checkout_id: order.attemptId, sku: order.sku, smid: order.smid, region: 'US' }

describe('the parameters of a session', () => {
  it('hold every decision taken, each explicitly', () => {
    expect(sessionParameters(order)).toMatchObject({
      mode: 'payment',
      ui_mode: 'hosted_page',
      submit_type: 'pay',
      locale: 'auto',
      client_reference_id: order.attemptId,
      customer_email: 'lena@example.com',
      customer_creation: 'always',
      billing_address_collection: 'required',
      tax_id_collection: { enabled: true, required: 'never' },
      name_collection: {
        individual: { enabled: true, optional: false },
        business: { enabled: true, optional: true },
      },
      automatic_tax: { enabled: true },
      managed_payments: { enabled: false },
      adaptive_pricing: { enabled: false },
      allow_promotion_codes: true,
      line_items: [{ price: 'price_1', quantity: 1 }],
      consent_collection: { terms_of_service: 'required' },
      expires_at: 1_795_262_400,
      metadata: METADATA,
      payment_intent_data: { metadata: METADATA, statement_descriptor_suffix: 'UNIVERSITY' },
      invoice_creation: {
        enabled: true,
        invoice_data: { metadata: METADATA, custom_fields: [{ name: 'PO number', value: 'PO-7' }] },
      },
    })
  })
  it('never hold what Stripe removed, forbids together, or would open a second way to pay', () => {
    const parameters = sessionParameters(order)
    for (const name of [
      'payment_method_types',
      'discounts',
      'customer',
      'customer_update',
      'after_expiration',
      'return_url',
    ]) {
      expect(parameters).not.toHaveProperty(name)
    }
    expect(parameters.payment_intent_data).not.toHaveProperty('statement_descriptor')
    expect(parameters.excluded_payment_method_types).toContain('sepa_debit')
  })
  it('differ between the two forms in the addresses and nothing else', () => {
    const { ui_mode, success_url, cancel_url, ...hosted } = sessionParameters(order)
    const { ui_mode: mode, return_url, ...embedded } = sessionParameters({ ...order, form: 'embedded' })
    expect(embedded).toEqual(hosted)
    expect([ui_mode, success_url, cancel_url]).toEqual(['hosted_page', order.successUrl, order.cancelUrl])
    expect([mode, return_url]).toEqual(['embedded_page', order.successUrl])
    expect(return_url).toContain('{CHECKOUT_SESSION_ID}')
  })
  it('take either automatic tax or the manual rate, never both', () => {
    const manual = sessionParameters({
      ...order,
      country: 'IL',
      tax: { route: 'manual', taxRateId: 'txr_1' },
    })
    expect(manual.automatic_tax).toEqual({ enabled: false })
    expect(manual.line_items).toEqual([{ price: 'price_1', quantity: 1, tax_rates: ['txr_1'] }])
    expect(sessionParameters(order).line_items?.[0]).not.toHaveProperty('tax_rates')
  })
  it('are the same for the same order, and leave an absent PO number out', () => {
    expect(sessionParameters(order)).toEqual(sessionParameters(structuredClone(order)))
    const { invoice_creation } = sessionParameters({ ...order, poNumber: undefined })
    expect(invoice_creation?.invoice_data).not.toHaveProperty('custom_fields')
  })
})
