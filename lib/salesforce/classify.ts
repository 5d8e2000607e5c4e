import type { Complaint, Failure } from './complaint'
import { detail } from './detail'
import type { SalesforceTrouble, WriteResult } from './port'

/**
 * What a complaint means.
 * - `again`: the session has ended; authorise and repeat, once.
 * - `later`: Salesforce cannot now.
 * - `limit`: the calls of the day are used up.
 * - `too-long`: the query is larger than Salesforce takes: ask for fewer at once.
 * - `closed`: until a person puts right what the hint says, so it is with every record; `unless-others` where it may be
 *   one record's own trouble.
 * - `missing-person`, `missing-course`: what the record was to hang on is not there, or not one alone.
 * - `refused`: this record or call cannot succeed.
 */
export type Meaning =
  | {
      readonly is: 'again' | 'later' | 'limit' | 'too-long' | 'missing-person' | 'missing-course' | 'refused'
    }
  | { readonly is: 'closed'; readonly hint: string; readonly to: 'all' | 'unless-others' }

/** Salesforce counts the calls of the last 24 hours, so some come free all the time. */
export const LIMIT_PAUSE_MS = 900_000
/** Until somebody may have put right what the detail says. */
export const CLOSED_PAUSE_MS = 600_000

type Rule = { readonly code?: RegExp; readonly message?: RegExp; readonly then: Meaning }

const NOT_DEPLOYED = {
  is: 'closed',
  hint: 'The metadata is not deployed, or its permission set is not assigned',
  to: 'all',
} as const
const NO_ACCESS = {
  is: 'closed',
  hint: 'The integration user may not do this: check its permission set',
  to: 'unless-others',
} as const

/** The first that fits decides. Codes and wording: REST API status codes, and StatusCode of the SOAP API's core data types. */
const RULES: readonly Rule[] = [
  // Comes under other codes as well, where a trigger or a flow met the lock.
  { message: /UNABLE_TO_LOCK_ROW/, then: { is: 'later' } },
  {
    message: /not valid for use with the (REST )?API|not attached to agent/i,
    then: { is: 'closed', hint: 'The integration user has no access to the API', to: 'all' },
  },
  { code: /^(INVALID_SESSION_ID|INVALID_AUTH_HEADER|ERROR_HTTP_401)$/, then: { is: 'again' } },
  // Too many slow calls at the same time, not too many of the day.
  { code: /^REQUEST_LIMIT_EXCEEDED$/, message: /concurrent/i, then: { is: 'later' } },
  { code: /^REQUEST_LIMIT_EXCEEDED$/, then: { is: 'limit' } },
  { code: /^ERROR_HTTP_(404|408|420|429|5\d\d)$/, then: { is: 'later' } },
  { code: /^(UNABLE_TO_LOCK_ROW|SERVER_UNAVAILABLE|UNKNOWN_EXCEPTION)$/, then: { is: 'later' } },
  {
    code: /^(API_CURRENTLY_DISABLED|QUERY_TIMEOUT|REQUEST_RUNNING_TOO_LONG|INVALID_QUERY_LOCATOR)$/,
    then: { is: 'later' },
  },
  { code: /^(PROCESSING_HALTED|ALL_OR_NONE_OPERATION_ROLLED_BACK)$/, then: { is: 'later' } },
  // Another call has just created the record: the next one finds it.
  {
    code: /^DUPLICATE_VALUE$/,
    message: /found: (<unknown>|Purchase_Id__c|Course_Code__c) duplicates/i,
    then: { is: 'later' },
  },
  { code: /NOT_ALLOWED_DURING_MAINTENANCE$/, then: { is: 'later' } },
  { code: /^(QUERY_TOO_COMPLICATED|ERROR_HTTP_4(13|14|31))$/, then: { is: 'too-long' } },
  { code: /^MALFORMED_QUERY$/, message: /statements can ?not be longer/i, then: { is: 'too-long' } },
  {
    message: /^Foreign key external ID: .* not found .*in entity (Account|Contact)\b/is,
    then: { is: 'missing-person' },
  },
  {
    message: /^Foreign key external ID: .* not found .*in entity Course__c\b/is,
    then: { is: 'missing-course' },
  },
  { message: /Foreign key external ID/i, then: { is: 'refused' } },
  {
    code: /^(INVALID_QUERY_FILTER_OPERATOR|INVALID_FIELD)$/,
    message: /filter (criterion|operator)|must be of type|invalid ID field/i,
    then: { is: 'closed', hint: 'SALESFORCE_CONTACT_KEY has to name a text field of contacts', to: 'all' },
  },
  // Ids of accounts and contacts begin so: two of them bear what was to tell one. Looking again finds both.
  { message: /more than one record found[^[]*\[00[13]/i, then: { is: 'missing-person' } },
  {
    code: /^(INVALID_FIELD|INVALID_FIELD_FOR_INSERT_UPDATE|INVALID_TYPE|NOT_FOUND)$/,
    then: NOT_DEPLOYED,
  },
  // An account or contact that the integration user may not see.
  { code: /^INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE/, then: { is: 'refused' } },
  {
    code: /^(INSUFFICIENT_ACCESS|CLIENT_NOT_ACCESSIBLE_FOR_USER)|^(FORBIDDEN|ERROR_HTTP_403)$/,
    then: NO_ACCESS,
  },
  {
    code: /^(API_DISABLED_FOR_ORG|ORG_LOCKED|FUNCTIONALITY_NOT_ENABLED)$/,
    then: { is: 'closed', hint: 'Salesforce has its API switched off', to: 'all' },
  },
  {
    code: /^STORAGE_LIMIT_EXCEEDED$/,
    then: { is: 'closed', hint: 'The storage of Salesforce is full', to: 'all' },
  },
  {
    code: /^(UNSUPPORTED_API_VERSION|INVALID_API_VERSION)$/,
    then: { is: 'closed', hint: 'Salesforce does not know this version of its API', to: 'all' },
  },
]

/** Codes about a link to a record that was given by its id: only accounts and contacts are. */
const LINK_CODES = /^(INVALID_CROSS_REFERENCE_KEY|ENTITY_IS_DELETED|MALFORMED_ID)$/
const LINKS_BY_ID = ['Account__c', 'Contact__c']

/** What a complaint means. Pure. */
export function meaningOf({ code, message, fields }: Complaint): Meaning {
  const rule = RULES.find((one) => (one.code?.test(code) ?? true) && (one.message?.test(message) ?? true))
  if (rule !== undefined) return rule.then
  if (LINK_CODES.test(code) && fields.every((field) => LINKS_BY_ID.includes(field)))
    return { is: 'missing-person' }
  return { is: 'refused' }
}

/** Code and message as people read them. */
export function wordsOf({ code, message }: Complaint): string {
  return message === '' ? code : `${code}: ${message}`
}

/** Concludes from a complaint about a whole call. Pure. */
export function troubleOf(complaint: Complaint): SalesforceTrouble {
  const words = wordsOf(complaint)
  const meaning = meaningOf(complaint)
  switch (meaning.is) {
    case 'again':
      return pause(`Salesforce refuses the session that it has just given (${words})`)
    case 'later':
      return { outcome: 'retry', detail: detail(words) }
    case 'limit':
      return {
        outcome: 'pause',
        detail: detail(`The calls of the day are used up (${words})`),
        pauseMs: LIMIT_PAUSE_MS,
      }
    case 'closed':
      return pause(`${meaning.hint} (${words})`)
    case 'too-long':
    case 'missing-person':
    case 'missing-course':
    case 'refused':
      return { outcome: 'needs-person', detail: detail(words) }
  }
}

/** A pause until a person may have put something right. */
export function pause(text: string): SalesforceTrouble {
  return { outcome: 'pause', detail: detail(text), pauseMs: CLOSED_PAUSE_MS }
}

/** Concludes from whatever a call failed by. Pure. */
export function troubleOfFailure(failure: Failure): SalesforceTrouble {
  switch (failure.kind) {
    case 'unreachable':
      return { outcome: 'retry', detail: detail(`Salesforce could not be reached: ${failure.reason}`) }
    case 'unreadable':
      return { outcome: 'retry', detail: detail(`Salesforce answers something unreadable: ${failure.what}`) }
    case 'refused':
      return troubleOf(failure.complaint)
  }
}

/** Gravest first: what stays wrong whatever else is put right. */
const GRAVITY: readonly Meaning['is'][] = [
  'refused',
  'too-long',
  'closed',
  'missing-course',
  'missing-person',
]

/** Concludes from the complaints about one record. Pure. */
export function resultOf(complaints: readonly Complaint[]): WriteResult {
  const gravest = GRAVITY.flatMap((is) => complaints.filter((one) => meaningOf(one).is === is))[0]
  if (gravest === undefined) return { outcome: 'retry', detail: detail(complaints.map(wordsOf).join('; ')) }
  const words = detail(wordsOf(gravest))
  const { is } = meaningOf(gravest)
  if (is === 'missing-person') return { outcome: 'missing-parent', parent: 'person', detail: words }
  if (is === 'missing-course') return { outcome: 'missing-parent', parent: 'course', detail: words }
  return { outcome: 'needs-person', detail: words }
}
