import type Stripe from 'stripe'

/**
 * Every call the emulator answers, with the SDK's own type of its parameters. One source for three things: the JSON
 * Schema that judges requests (request-schema.ts), the types of the handlers, and the routes that exist (router.ts).
 */
export type Requests = {
  'POST /v1/products': Stripe.ProductCreateParams
  'GET /v1/products': Stripe.ProductListParams
  'GET /v1/products/:id': Stripe.ProductRetrieveParams
  'POST /v1/products/:id': Stripe.ProductUpdateParams
  'POST /v1/prices': Stripe.PriceCreateParams
  'GET /v1/prices': Stripe.PriceListParams
  'GET /v1/prices/:id': Stripe.PriceRetrieveParams
  'POST /v1/prices/:id': Stripe.PriceUpdateParams
  'POST /v1/customers': Stripe.CustomerCreateParams
  'GET /v1/customers': Stripe.CustomerListParams
  'GET /v1/customers/:id': Stripe.CustomerRetrieveParams
  'POST /v1/customers/:id': Stripe.CustomerUpdateParams
  'POST /v1/tax_rates': Stripe.TaxRateCreateParams
  'GET /v1/tax_rates': Stripe.TaxRateListParams
  'GET /v1/tax_rates/:id': Stripe.TaxRateRetrieveParams
  'POST /v1/tax_rates/:id': Stripe.TaxRateUpdateParams
  'GET /v1/tax/settings': Stripe.Tax.SettingsRetrieveParams
  'POST /v1/tax/settings': Stripe.Tax.SettingsUpdateParams
  'POST /v1/tax/registrations': Stripe.Tax.RegistrationCreateParams
  'GET /v1/tax/registrations': Stripe.Tax.RegistrationListParams
  'GET /v1/tax/registrations/:id': Stripe.Tax.RegistrationRetrieveParams
  'POST /v1/tax/registrations/:id': Stripe.Tax.RegistrationUpdateParams
  'POST /v1/tax/calculations': Stripe.Tax.CalculationCreateParams
  'GET /v1/tax/calculations/:id': Stripe.Tax.CalculationRetrieveParams
  'GET /v1/tax/calculations/:id/line_items': Stripe.Tax.CalculationListLineItemsParams
  'POST /v1/tax_ids': Stripe.TaxIdCreateParams
  'GET /v1/tax_ids': Stripe.TaxIdListParams
  'GET /v1/tax_ids/:id': Stripe.TaxIdRetrieveParams
  'DELETE /v1/tax_ids/:id': Stripe.TaxIdDeleteParams
  'POST /v1/customers/:id/tax_ids': Stripe.CustomerCreateTaxIdParams
  'GET /v1/customers/:id/tax_ids': Stripe.CustomerListTaxIdsParams
  'GET /v1/customers/:id/tax_ids/:tax_id': Stripe.CustomerRetrieveTaxIdParams
  'DELETE /v1/customers/:id/tax_ids/:tax_id': Stripe.CustomerDeleteTaxIdParams
  'POST /v1/coupons': Stripe.CouponCreateParams
  'GET /v1/coupons': Stripe.CouponListParams
  'GET /v1/coupons/:id': Stripe.CouponRetrieveParams
  'POST /v1/coupons/:id': Stripe.CouponUpdateParams
  'DELETE /v1/coupons/:id': Stripe.CouponDeleteParams
  'POST /v1/promotion_codes': Stripe.PromotionCodeCreateParams
  'GET /v1/promotion_codes': Stripe.PromotionCodeListParams
  'GET /v1/promotion_codes/:id': Stripe.PromotionCodeRetrieveParams
  'POST /v1/promotion_codes/:id': Stripe.PromotionCodeUpdateParams
  'POST /v1/checkout/sessions': Stripe.Checkout.SessionCreateParams
  'GET /v1/checkout/sessions': Stripe.Checkout.SessionListParams
  'GET /v1/checkout/sessions/:id': Stripe.Checkout.SessionRetrieveParams
  'POST /v1/checkout/sessions/:id/expire': Stripe.Checkout.SessionExpireParams
  'GET /v1/checkout/sessions/:id/line_items': Stripe.Checkout.SessionListLineItemsParams
  'GET /v1/payment_intents/:id': Stripe.PaymentIntentRetrieveParams
  'GET /v1/payment_intents': Stripe.PaymentIntentListParams
  'GET /v1/charges/:id': Stripe.ChargeRetrieveParams
  'GET /v1/charges': Stripe.ChargeListParams
  'GET /v1/balance_transactions/:id': Stripe.BalanceTransactionRetrieveParams
  'GET /v1/balance_transactions': Stripe.BalanceTransactionListParams
  'GET /v1/balance': Stripe.BalanceRetrieveParams
  'GET /v1/payouts': Stripe.PayoutListParams
  'GET /v1/payouts/:id': Stripe.PayoutRetrieveParams
  'POST /v1/refunds': Stripe.RefundCreateParams
  'GET /v1/refunds': Stripe.RefundListParams
  'GET /v1/refunds/:id': Stripe.RefundRetrieveParams
  'POST /v1/refunds/:id': Stripe.RefundUpdateParams
  'POST /v1/refunds/:id/cancel': Stripe.RefundCancelParams
  'GET /v1/disputes': Stripe.DisputeListParams
  'GET /v1/disputes/:id': Stripe.DisputeRetrieveParams
  'POST /v1/disputes/:id/close': Stripe.DisputeCloseParams
  'GET /v1/radar/early_fraud_warnings': Stripe.Radar.EarlyFraudWarningListParams
  'GET /v1/radar/early_fraud_warnings/:id': Stripe.Radar.EarlyFraudWarningRetrieveParams
  'POST /v1/credit_notes': Stripe.CreditNoteCreateParams
  'GET /v1/credit_notes': Stripe.CreditNoteListParams
  'GET /v1/credit_notes/:id': Stripe.CreditNoteRetrieveParams
  'GET /v1/credit_notes/:id/lines': Stripe.CreditNoteListLineItemsParams
  'POST /v1/credit_notes/:id/void': Stripe.CreditNoteVoidCreditNoteParams
  'POST /v1/invoices': Stripe.InvoiceCreateParams
  'POST /v1/invoices/:id': Stripe.InvoiceUpdateParams
  'DELETE /v1/invoices/:id': Stripe.InvoiceDeleteParams
  'POST /v1/invoices/:id/finalize': Stripe.InvoiceFinalizeInvoiceParams
  'POST /v1/invoices/:id/pay': Stripe.InvoicePayParams
  'POST /v1/invoices/:id/void': Stripe.InvoiceVoidInvoiceParams
  'GET /v1/invoices/:id/lines': Stripe.InvoiceListLineItemsParams
  'POST /v1/invoiceitems': Stripe.InvoiceItemCreateParams
  'GET /v1/invoiceitems': Stripe.InvoiceItemListParams
  'GET /v1/invoiceitems/:id': Stripe.InvoiceItemRetrieveParams
  'DELETE /v1/invoiceitems/:id': Stripe.InvoiceItemDeleteParams
  'GET /v1/invoices': Stripe.InvoiceListParams
  'GET /v1/invoices/:id': Stripe.InvoiceRetrieveParams
  'GET /v1/invoice_payments': Stripe.InvoicePaymentListParams
  'GET /v1/invoice_payments/:id': Stripe.InvoicePaymentRetrieveParams
  'POST /v1/webhook_endpoints': Stripe.WebhookEndpointCreateParams
  'GET /v1/webhook_endpoints': Stripe.WebhookEndpointListParams
  'GET /v1/webhook_endpoints/:id': Stripe.WebhookEndpointRetrieveParams
  'POST /v1/webhook_endpoints/:id': Stripe.WebhookEndpointUpdateParams
  'DELETE /v1/webhook_endpoints/:id': Stripe.WebhookEndpointDeleteParams
  'GET /v1/account': Stripe.AccountRetrieveCurrentParams
  'GET /v1/accounts/:id': Stripe.AccountRetrieveParams
  'GET /v1/events': Stripe.EventListParams
  'GET /v1/events/:id': Stripe.EventRetrieveParams
}

export type Operation = keyof Requests
