import type { Found } from '@/lib/salesforce/port'
import type { SalesforceAccountId, SalesforceContactId } from '@/lib/salesforce/record-ids'
import type { ImpliedRow, MatchReason } from './implied-row'

/** Whom a purchase hangs on in Salesforce, as far as that is known. */
export type Match = {
  readonly match: 'pending' | 'matched' | 'ambiguous'
  readonly reason: MatchReason | undefined
  readonly accountId: SalesforceAccountId | undefined
  readonly contactId: SalesforceContactId | undefined
}

type Chosen = Pick<ImpliedRow, 'chosenAccountId' | 'chosenContactId'>

/**
 * Decides from what Salesforce holds (facts: late accounts). A person's choice counts before everything; nothing is
 * guessed among several, and no account is made up. Pure.
 */
export function decideMatch({ accounts, contacts }: Found, chosen: Chosen): Match {
  const { chosenAccountId, chosenContactId } = chosen
  if (chosenAccountId !== undefined && chosenContactId !== undefined)
    return { match: 'matched', reason: undefined, accountId: chosenAccountId, contactId: chosenContactId }
  const [accountId] = accounts
  const nobody = { accountId: undefined, contactId: undefined }
  if (accountId === undefined) return { match: 'pending', reason: 'no-account', ...nobody }
  if (accounts.length > 1) return { match: 'ambiguous', reason: 'several-accounts', ...nobody }
  const [contactId] = contacts
  if (contactId === undefined)
    return { match: 'pending', reason: 'no-contact', accountId, contactId: undefined }
  if (contacts.length > 1)
    return { match: 'ambiguous', reason: 'several-contacts', accountId, contactId: undefined }
  return { match: 'matched', reason: undefined, accountId, contactId }
}
