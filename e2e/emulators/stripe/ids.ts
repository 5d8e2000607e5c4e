import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters and digits from the system's random source, as Stripe's ids are made of. */
export function randomText(length: number, alphabet: string = ALPHABET): string {
  let text = ''
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length] ?? ''
  return text
}

/** An id in Stripe's form: `prod_…` of 14 characters for what a person creates, 24 for what a payment creates. */
export function newId(prefix: string): string {
  const short = ['prod', 'cus', 'acct', 'req'].includes(prefix)
  return `${prefix}_${short ? randomText(14) : `1${randomText(23)}`}`
}

/** `cs_test_a1…`: longer than other ids, and letters and digits only. */
export function newSessionId(): string {
  return `cs_test_a1${randomText(58)}`
}

/** The letters an invoice number starts with, e.g. `4F2A9C1B` (docs.stripe.com/invoicing/customize, "invoice numbering"). */
export function newInvoicePrefix(): string {
  return randomText(8, '0123456789ABCDEF')
}
