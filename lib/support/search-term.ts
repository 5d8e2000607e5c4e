import { z } from 'zod'
import { emailKey } from '@/lib/identity/email-key'
import { purchaseIdSchema, referenceSchema, sessionIdSchema, smidSchema } from '@/lib/ids'
import type { PurchaseId, Reference, SessionId, Smid } from '@/lib/ids'

/** What somebody typed into the one search field, recognised by its form. */
export type SearchTerm =
  | { readonly kind: 'email'; readonly emailKey: string }
  | { readonly kind: 'purchase'; readonly id: PurchaseId }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'payment'; readonly paymentIntentId: string }
  /** An account id, an invoice number and a promotion code can look alike (`ACME-4821`): all are looked up. */
  | { readonly kind: 'name'; readonly smid: Smid; readonly upper: string }
  | { readonly kind: 'unknown' }

/** Longer than any of these can be; cut before anything looks at it. */
export const SEARCH_LENGTH = 300

const paymentIntentSchema = z.string().regex(/^pi_[A-Za-z0-9_]{1,250}$/)

/** The first form that fits decides; forms are tried from the narrowest to the widest. */
export function recognise(typed: string): SearchTerm {
  const text = typed.trim().slice(0, SEARCH_LENGTH)
  if (text.includes('@')) return { kind: 'email', emailKey: emailKey(text) }
  const id = purchaseIdSchema.safeParse(text.toLowerCase())
  if (id.success) return { kind: 'purchase', id: id.data }
  const reference = referenceSchema.safeParse(unmistaken(text))
  if (reference.success) return { kind: 'reference', reference: reference.data }
  const session = sessionIdSchema.safeParse(text)
  if (session.success) return { kind: 'session', sessionId: session.data }
  const payment = paymentIntentSchema.safeParse(text)
  if (payment.success) return { kind: 'payment', paymentIntentId: payment.data }
  const smid = smidSchema.safeParse(text)
  if (!smid.success) return { kind: 'unknown' }
  return { kind: 'name', smid: smid.data, upper: text.toUpperCase() }
}

/** A reference as it was meant: read out over the phone, its digits come back as letters, which it never has. */
function unmistaken(text: string): string {
  const [prefix, ...groups] = text.toUpperCase().split('-')
  return [prefix, ...groups.map((group) => group.replace(/[IL]/g, '1').replaceAll('O', '0'))].join('-')
}
