'use server'

import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import type { StaffActor } from '@/lib/identity/permit'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { parseRefund, refundReasonSchema } from '@/lib/invoices/refund-form'
import type { RefundErrors } from '@/lib/invoices/refund-form'
import type { RefundResult } from '@/lib/invoices/order-refund'
import { refundOrderIdSchema } from '@/lib/invoices/refund-order'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { NOT_REFUNDABLE } from './invoice-words'

/** What the form shows: what was typed, with what is wrong of it, or what it comes to, to be confirmed. */
export type RefundState = {
  readonly values: { readonly amount: string; readonly reason: string }
  readonly errors: RefundErrors
  /** Why nothing can be given back. */
  readonly problem?: string
  readonly confirm?: {
    /** The order that the next click gives: a second click gives the same one. */
    readonly order: string
    readonly minor: string
    readonly amount: string
    readonly tax: string
    /** Nothing is left to give back after it. */
    readonly full: boolean
  }
}

const orderSchema = z.object({
  order: refundOrderIdSchema,
  /** Minor units, as they were confirmed. */
  minor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(BigInt),
  reason: refundReasonSchema,
})

/** Two steps in one form, so that it works without scripts: what it comes to is shown, then it is ordered. */
export async function refundPurchase(_before: RefundState, data: FormData): Promise<RefundState> {
  const actor = await currentStaff()
  const purchase = purchaseIdSchema.safeParse(data.get('purchase'))
  if (!purchase.success) redirect('/staff/support')
  const page = `/staff/support/purchases/${purchase.data}`
  if (actor === undefined) redirect(page)
  const { invoices } = services()
  const values = { amount: text(data, 'amount'), reason: text(data, 'reason') }
  const confirmed = orderSchema.safeParse({ ...values, order: data.get('order'), minor: data.get('minor') })
  if (!confirmed.success) return check(actor, purchase.data, values)
  const { order: id, minor: amount, reason } = confirmed.data
  const result = await invoices.refund(actor, { id, amount, reason, purchaseId: purchase.data })
  redirect(`${page}?did=${DID[result.outcome]}`)
}

/** The first step: nothing is written, and what is shown is what the second one will do. */
async function check(
  actor: StaffActor,
  purchase: PurchaseId,
  values: RefundState['values'],
): Promise<RefundState> {
  const found = await services().invoices.previewRefund(actor, purchase)
  if (found.outcome === 'forbidden' || found.outcome === 'missing')
    redirect(`/staff/support/purchases/${purchase}?did=${found.outcome}`)
  if (found.outcome !== 'found') return { values, errors: {}, problem: NOT_REFUNDABLE[found.outcome] }
  const parsed = parseRefund(values, found.left)
  if (!parsed.ok) return { values, errors: parsed.errors }
  const { amount, tax, full } = found.preview(parsed.amount)
  const confirm = {
    order: randomUUID(),
    minor: amount.amount.toString(),
    amount: formatMoney(amount),
    tax: formatMoney(tax),
    full,
  }
  return { values, errors: {}, confirm }
}

/** Takes an order up again that nobody knows the end of. */
export async function resumeRefund(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const purchase = purchaseIdSchema.safeParse(data.get('purchase'))
  const order = refundOrderIdSchema.safeParse(data.get('order'))
  if (!purchase.success || !order.success) redirect('/staff/support')
  const page = `/staff/support/purchases/${purchase.data}`
  if (actor === undefined) redirect(page)
  const { outcome } = await services().invoices.resumeRefund(actor, order.data)
  redirect(`${page}?did=${DID[outcome]}`)
}

const DID = {
  done: 'refunded',
  refused: 'refund-refused',
  unreachable: 'refund-open',
  'not-paid': 'not-refundable',
  free: 'not-refundable',
  'nothing-left': 'not-refundable',
  disputed: 'not-refundable',
  'correction-on-its-way': 'not-refundable',
  'too-much': 'not-refundable',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<RefundResult['outcome'], Did>

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.slice(0, 2_000) : ''
}
