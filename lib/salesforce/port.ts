import type { SalesforceAccountId, SalesforceContactId } from './record-ids'
import type { CourseRecord, PurchaseRecord } from './records'

/** The most records one call may carry (SObject Collections). */
export const COLLECTION_SIZE = 200
/** The most people one call may ask for. */
export const SEEK_SIZE = 2_000

/**
 * What keeps a whole call from being carried out. `detail` is for people and records: up to 200 characters, with
 * Salesforce's error code, without secrets, e-mail addresses or anything else of the answer's body.
 * - `retry`: try later. Every purchase would fail now.
 * - `pause`: nothing may go there for `pauseMs`: the calls of the day are used up, or we are not let in (then a person has
 *   to put something right, and the detail says what).
 * - `needs-person`: this call cannot succeed, others may.
 */
export type SalesforceTrouble =
  | { readonly outcome: 'retry'; readonly detail: string }
  | { readonly outcome: 'pause'; readonly detail: string; readonly pauseMs: number }
  | { readonly outcome: 'needs-person'; readonly detail: string }

/** What became of one record of a call. */
export type WriteResult =
  | { readonly outcome: 'written'; readonly id: string; readonly created: boolean }
  /** What it was to hang on is not there: the account with its SMID (or the contact, or a chosen account), or the course. */
  | { readonly outcome: 'missing-parent'; readonly parent: 'person' | 'course'; readonly detail: string }
  /** Somebody else is writing to the same parent: try again, with jitter. */
  | { readonly outcome: 'retry'; readonly detail: string }
  | { readonly outcome: 'needs-person'; readonly detail: string }

export type Written =
  { readonly outcome: 'answered'; readonly results: readonly WriteResult[] } | SalesforceTrouble

/** Whom a purchase belongs to, by what we know of them. */
export type Seek = {
  readonly smid: string
  readonly email: string | undefined
  /** What Redis Cloud calls the contact, where the buyer signed in there. */
  readonly contactKey: string | undefined
}

/** What there is for one seek: up to two of each, since two are as ambiguous as more. Contacts are those of the account. */
export type Found = {
  readonly accounts: readonly SalesforceAccountId[]
  readonly contacts: readonly SalesforceContactId[]
}

export type Sought = { readonly outcome: 'answered'; readonly found: readonly Found[] } | SalesforceTrouble

export type ContactReading =
  | {
      readonly outcome: 'found'
      /** As 18 characters. */
      readonly contactId: SalesforceContactId
      readonly name: string
      readonly accountId: SalesforceAccountId | undefined
      readonly accountName: string | undefined
      readonly smid: string | undefined
    }
  | { readonly outcome: 'none' }
  | SalesforceTrouble

/** Calls of the last 24 hours as Salesforce last said (its header Sforce-Limit-Info), and how many there may be. */
export type CallBudget = { readonly used: number; readonly allowed: number }

/** What the shop needs of Salesforce. Never rejects for what Salesforce does. */
export type SalesforcePort = {
  /** Creates or updates up to 200 purchases by their purchase id, in one call; results in the order given. */
  writePurchases(records: readonly PurchaseRecord[]): Promise<Written>
  /** Creates or updates up to 200 units by their SKU, in one call. */
  writeCourses(courses: readonly CourseRecord[]): Promise<Written>
  /** Looks for accounts and contacts of up to 2,000 people in one call (more only where answers are long). */
  seekPeople(seeks: readonly Seek[]): Promise<Sought>
  readContact(id: SalesforceContactId): Promise<ContactReading>
  /** Undefined before the first call. */
  budget(): CallBudget | undefined
  /** Where people open a record, e.g. https://redis.my.salesforce.com/003…; undefined before the first call. */
  recordPage(id: string): string | undefined
}
