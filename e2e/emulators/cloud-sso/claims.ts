import type { Person } from './people'

/** What the claims of a customer's account are called; the app's own names for them are settings too. */
export type ClaimNames = { readonly smid: string; readonly contactId: string }

export const DEFAULT_CLAIM_NAMES: ClaimNames = { smid: 'smid', contactId: 'contact_id' }

/**
 * Which scope brings which claims. The account's claims come with `openid`, whatever else is asked for: a guess, for
 * Redis Cloud's real scopes are not known to us.
 */
export function claimsByScope({ smid, contactId }: ClaimNames): Readonly<Record<string, readonly string[]>> {
  return {
    openid: ['sub', smid, contactId, 'role', 'roles'],
    email: ['email', 'email_verified'],
    profile: ['name'],
  }
}

/** The claims of `person`. A claim without a value is absent, not null. */
export function claimsOf(person: Person, names: ClaimNames): Readonly<Record<string, unknown>> {
  return {
    sub: person.subject,
    name: person.name,
    email: person.email,
    email_verified: person.emailVerified,
    ...(person.smid === undefined ? {} : { [names.smid]: person.smid }),
    ...(person.contactId === undefined ? {} : { [names.contactId]: person.contactId }),
    ...person.misleading,
  }
}
