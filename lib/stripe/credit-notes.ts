import type Stripe from 'stripe'

/** A document of money given back, or of an invoice that no longer counts. */
export type IssuedNote = {
  readonly id: string
  readonly number: string
  readonly refundId: string | undefined
}

export type CreditOrder = {
  readonly invoiceId: string
  /** Minor units of the invoice's currency, tax included. */
  readonly amount: bigint
  /** Our order or correction: what it is found by again, and the key. */
  readonly order: { readonly name: 'refund_order' | 'correction'; readonly id: string }
  /** Printed on the document. */
  readonly memo: string
  /** `refund`: Stripe gives the money back with it. `none`: the document alone. */
  readonly money: 'refund' | 'none'
}

/** Stripe takes numbers; no amount it knows is beyond what a number holds exactly. */
const whole = (amount: bigint): number => Number(amount)

/**
 * Issues a credit note, once for its order: one that is there already is answered again, also after Stripe has
 * forgotten the idempotency key (a day). Throws Stripe's error.
 */
export async function issueCreditNote(stripe: Stripe, credit: CreditOrder): Promise<IssuedNote> {
  const { invoiceId, amount, order, memo, money } = credit
  const metadata = { [order.name]: order.id }
  for await (const note of stripe.creditNotes.list({ invoice: invoiceId, limit: 100 })) {
    if (note.metadata?.[order.name] === order.id && note.status !== 'void') return issued(note)
  }
  const sum = money === 'refund' ? { refund_amount: whole(amount) } : { out_of_band_amount: whole(amount) }
  const parameters = { invoice: invoiceId, amount: whole(amount), ...sum, memo, metadata }
  // The order's id is the key of what moves money; a document beside it has its own.
  const idempotencyKey = money === 'refund' ? order.id : `${order.id}:credit-note`
  return issued(await stripe.creditNotes.create(parameters, { idempotencyKey }))
}

function issued({ id, number, refunds }: Stripe.CreditNote): IssuedNote {
  const refund = refunds[0]?.refund
  return { id, number, refundId: refund === undefined || typeof refund === 'string' ? refund : refund.id }
}

export type PlainRefund = {
  readonly paymentIntentId: string
  readonly amount: bigint
  readonly orderId: string
}

/** Gives money back without a document, once for its order, as `issueCreditNote` does. Throws Stripe's error. */
export async function refundPlainly(stripe: Stripe, refund: PlainRefund): Promise<string> {
  const { paymentIntentId, amount, orderId } = refund
  for await (const { id, metadata } of stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 })) {
    if (metadata?.['refund_order'] === orderId) return id
  }
  const made = await stripe.refunds.create(
    { payment_intent: paymentIntentId, amount: whole(amount), metadata: { refund_order: orderId } },
    { idempotencyKey: orderId },
  )
  return made.id
}
