import { z } from 'zod'
import type { ContactKey } from './contact-key'
import type { Found, Seek } from './port'
import { ACCOUNT_KEY } from './purchase-fields'
import { accountIdSchema, contactIdSchema } from './record-ids'
import type { SalesforceAccountId, SalesforceContactId } from './record-ids'

export type AccountRow = { readonly id: SalesforceAccountId; readonly smid: string | null }
export type ContactRow = {
  readonly id: SalesforceContactId
  readonly smid: string | null
  /** What its key field holds. */
  readonly key: string | null
}

export const accountRowSchema = z
  .object({ Id: accountIdSchema, [ACCOUNT_KEY]: z.string().nullable() })
  .transform((row): AccountRow => ({ id: row.Id, smid: row[ACCOUNT_KEY] }))

const relatedAccountSchema = z.object({ [ACCOUNT_KEY]: z.string().nullable() }).nullable()

/** Names of fields in an answer are as the org writes them, whatever way they were asked for. */
export function contactRowSchema({ field }: ContactKey) {
  return z
    .looseObject({ Id: contactIdSchema, Account: relatedAccountSchema })
    .transform((row, context): ContactRow => {
      const held = Object.entries(row).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1]
      if (typeof held !== 'string' && held !== null)
        context.addIssue({ code: 'custom', message: 'the contact key is no text' })
      const key = typeof held === 'string' ? held : null
      return { id: row.Id, smid: row.Account?.[ACCOUNT_KEY] ?? null, key }
    })
}

/** Two are as ambiguous as more. */
const MOST = 2

/**
 * Who is whose: accounts by the exact SMID, contacts of those accounts by the key. Rows may come twice, and may belong to
 * nobody asked for (a query knows lists, not pairs). Pure.
 */
export function matchPeople(
  seeks: readonly Seek[],
  key: ContactKey,
  rows: { readonly accounts: readonly AccountRow[]; readonly contacts: readonly ContactRow[] },
): Found[] {
  const accounts = new Map<string, Set<SalesforceAccountId>>()
  for (const { id, smid } of rows.accounts) if (smid !== null) put(accounts, smid, id)
  const contacts = new Map<string, Set<SalesforceContactId>>()
  for (const row of rows.contacts)
    if (row.smid !== null && row.key !== null) put(contacts, pair(row.smid, key.normal(row.key)), row.id)
  return seeks.map((seek) => {
    const wanted = key.wanted(seek)
    return {
      accounts: first(accounts.get(seek.smid)),
      contacts: wanted === undefined ? [] : first(contacts.get(pair(seek.smid, key.normal(wanted)))),
    }
  })
}

const pair = (smid: string, key: string): string => JSON.stringify([smid, key])

function put<Id>(map: Map<string, Set<Id>>, of: string, id: Id): void {
  const ids = map.get(of)
  if (ids === undefined) map.set(of, new Set([id]))
  else ids.add(id)
}

function first<Id>(ids: ReadonlySet<Id> | undefined): Id[] {
  return [...(ids ?? [])].slice(0, MOST)
}
