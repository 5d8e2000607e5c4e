import type Stripe from 'stripe'
import { z } from 'zod'
import type { DeliveryRecord } from './delivery-record'
import type { IdempotencyRecord } from './idempotency-record'
import type { InvoiceDetail, InvoiceItemDetail } from './invoice-detail'
import type { PayoutDetail } from './payout-detail'
import type { SessionDetail } from './session-detail'
import type { TaxCalculationLine } from './tax-calculation-object'
import type { TaxSettingsRow } from './tax-settings-row'
import { Table } from './table'

/** What one account holds, as it is saved. Objects are the SDK's own types: tsc refuses an incomplete one. */
export type Kinds = {
  product: Stripe.Product
  price: Stripe.Price
  customer: Stripe.Customer
  tax_rate: Stripe.TaxRate
  /** Rates that Stripe Tax makes by itself; retrievable, not listed. */
  automatic_tax_rate: Stripe.TaxRate
  tax_registration: Stripe.Tax.Registration
  tax_settings: TaxSettingsRow
  tax_id: Stripe.TaxId
  tax_calculation: Stripe.Tax.Calculation & { id: string }
  tax_calculation_line: TaxCalculationLine
  coupon: Stripe.Coupon
  promotion_code: Stripe.PromotionCode
  session: Stripe.Checkout.Session
  session_detail: SessionDetail
  payment_intent: Stripe.PaymentIntent
  charge: Stripe.Charge
  balance_transaction: Stripe.BalanceTransaction
  refund: Stripe.Refund
  dispute: Stripe.Dispute
  early_fraud_warning: Stripe.Radar.EarlyFraudWarning
  credit_note: Stripe.CreditNote
  payout: Stripe.Payout
  payout_detail: PayoutDetail
  invoice: Stripe.Invoice
  invoice_payment: Stripe.InvoicePayment
  invoice_detail: InvoiceDetail
  invoice_item: Stripe.InvoiceItem
  invoice_item_detail: InvoiceItemDetail
  discount: Stripe.Discount
  webhook_endpoint: Stripe.WebhookEndpoint
  event: Stripe.EventBase
  delivery: DeliveryRecord
  idempotency: IdempotencyRecord
}
export type Kind = keyof Kinds

type Saved = { [K in Kind]: Kinds[K][] }
/** A state saved by an earlier version lacks the kinds that came later. */
export type StoreData = { format: 1; accounts: Record<string, Partial<Saved>> }

/** Only the frame is checked: the rows were written by this same program, and `format` changes when they do. */
export const storeData = z.custom<StoreData>(
  (value) =>
    z.object({ format: z.literal(1), accounts: z.record(z.string(), z.looseObject({})) }).safeParse(value)
      .success,
)

export function emptyStore(): StoreData {
  return { format: 1, accounts: {} }
}

/** One Stripe account: everything made under one secret key, mixed with nothing else. */
export type Account = { readonly id: string; readonly tables: { readonly [K in Kind]: Table<Kinds[K]> } }

function emptyAccount(): Saved {
  return {
    product: [],
    price: [],
    customer: [],
    tax_rate: [],
    automatic_tax_rate: [],
    tax_registration: [],
    tax_settings: [],
    tax_id: [],
    tax_calculation: [],
    tax_calculation_line: [],
    coupon: [],
    promotion_code: [],
    session: [],
    session_detail: [],
    payment_intent: [],
    charge: [],
    balance_transaction: [],
    refund: [],
    dispute: [],
    early_fraud_warning: [],
    credit_note: [],
    payout: [],
    payout_detail: [],
    invoice: [],
    invoice_payment: [],
    invoice_detail: [],
    invoice_item: [],
    invoice_item_detail: [],
    discount: [],
    webhook_endpoint: [],
    event: [],
    delivery: [],
    idempotency: [],
  }
}

type Limits = { rows: number; events: number }

function openAccount(id: string, rows: Saved, { rows: limit, events: few }: Limits): Account {
  return {
    id,
    tables: {
      product: new Table(rows.product, limit),
      price: new Table(rows.price, limit),
      customer: new Table(rows.customer, limit),
      tax_rate: new Table(rows.tax_rate, limit),
      automatic_tax_rate: new Table(rows.automatic_tax_rate, limit),
      tax_registration: new Table(rows.tax_registration, limit),
      tax_settings: new Table(rows.tax_settings, limit),
      tax_id: new Table(rows.tax_id, limit),
      tax_calculation: new Table(rows.tax_calculation, limit),
      tax_calculation_line: new Table(rows.tax_calculation_line, limit),
      coupon: new Table(rows.coupon, limit),
      promotion_code: new Table(rows.promotion_code, limit),
      session: new Table(rows.session, limit),
      session_detail: new Table(rows.session_detail, limit),
      payment_intent: new Table(rows.payment_intent, limit),
      charge: new Table(rows.charge, limit),
      balance_transaction: new Table(rows.balance_transaction, limit),
      refund: new Table(rows.refund, limit),
      dispute: new Table(rows.dispute, limit),
      early_fraud_warning: new Table(rows.early_fraud_warning, limit),
      credit_note: new Table(rows.credit_note, limit),
      payout: new Table(rows.payout, limit),
      payout_detail: new Table(rows.payout_detail, limit),
      invoice: new Table(rows.invoice, limit),
      invoice_payment: new Table(rows.invoice_payment, limit),
      invoice_detail: new Table(rows.invoice_detail, limit),
      invoice_item: new Table(rows.invoice_item, limit),
      invoice_item_detail: new Table(rows.invoice_item_detail, limit),
      discount: new Table(rows.discount, limit),
      webhook_endpoint: new Table(rows.webhook_endpoint, limit),
      event: new Table(rows.event, few),
      delivery: new Table(rows.delivery, few),
      idempotency: new Table(rows.idempotency, Math.min(limit, 10_000)),
    },
  }
}

/** All accounts of one emulator, over the data that is saved. */
export class Store {
  readonly #data: StoreData
  readonly #limits: Limits
  readonly #accounts = new Map<string, Account>()

  constructor(data: StoreData, { rows: kept = 50_000, events = 10_000 }: Partial<Limits> = {}) {
    this.#data = data
    this.#limits = { rows: kept, events }
    for (const [id, rows] of Object.entries(data.accounts)) {
      const whole = { ...emptyAccount(), ...rows }
      data.accounts[id] = whole
      this.#accounts.set(id, openAccount(id, whole, this.#limits))
    }
  }

  /** The account of this id; made when it is first used. */
  account(id: string): Account {
    const known = this.#accounts.get(id)
    if (known) return known
    const rows = emptyAccount()
    this.#data.accounts[id] = rows
    const made = openAccount(id, rows, this.#limits)
    this.#accounts.set(id, made)
    return made
  }

  accounts(): Account[] {
    return [...this.#accounts.values()]
  }

  clear(): void {
    for (const id of Object.keys(this.#data.accounts)) delete this.#data.accounts[id]
    this.#accounts.clear()
  }

  toJSON(): StoreData {
    return this.#data
  }
}
