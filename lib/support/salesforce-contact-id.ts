import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'
import type { SalesforceAccountId, SalesforceContactId } from '@/lib/salesforce/record-ids'

/** What staff may type or paste: an id, or the address of the contact's page, which holds it. */
export const CONTACT_LENGTH = 300
const WITHIN_ADDRESS = /^https:\/\/\S*?\/(003[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)(?:[/?#]\S*)?$/

/** The contact that was typed, or undefined. Pure; whether there is one of this id only Salesforce knows. */
export function readContactId(typed: string): SalesforceContactId | undefined {
  const text = typed.trim()
  return contactIdSchema.safeParse(WITHIN_ADDRESS.exec(text)?.[1] ?? text).data
}

/** The account that a colleague said yes to, as a form carries it; undefined when it carries none. Pure. */
export function readAccountId(value: unknown): SalesforceAccountId | undefined {
  return accountIdSchema.safeParse(value).data
}
