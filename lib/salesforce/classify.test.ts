import { describe, expect, it } from 'vitest'
import { CLOSED_PAUSE_MS, LIMIT_PAUSE_MS, meaningOf, resultOf, troubleOf, troubleOfFailure } from './classify'
import type { Complaint } from './complaint'

const said = (code: string, message = '', fields: string[] = []): Complaint => ({ code, message, fields })
const foreignKey = (entity: string) =>
  said('INVALID_FIELD', `Foreign key external ID: ACME-4821 not found for field SMID__c in entity ${entity}`)
const noColumn = said('INVALID_FIELD', "No such column 'Acess__c' on sobject of type Course_Purchase__c")
const locked = said('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')
const twice = (ids: string) =>
  said('DUPLICATE_EXTERNAL_ID', `SMID: more than one record found for external id field: [${ids}]`)

describe('what a complaint means', () => {
  it.each<[string, Complaint, string]>([
    ['an ended session', said('INVALID_SESSION_ID', 'Session expired or invalid'), 'again'],
    ['a 401 of somebody else', said('ERROR_HTTP_401'), 'again'],
    [
      'a session without the API',
      said('INVALID_SESSION_ID', 'This session is not valid for use with the REST API'),
      'closed',
    ],
    ['the limit', said('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 'limit'],
    [
      'too many at a time',
      said('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
      'later',
    ],
    ['a locked row', locked, 'later'],
    [
      'a locked row within a trigger',
      said(
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        'x: execution of AfterUpdate caused by: UNABLE_TO_LOCK_ROW',
      ),
      'later',
    ],
    ['no server', said('SERVER_UNAVAILABLE'), 'later'],
    ['a maintenance page', said('ERROR_HTTP_503'), 'later'],
    ['a gateway', said('ERROR_HTTP_502'), 'later'],
    ['a page that is not there', said('ERROR_HTTP_404'), 'later'],
    ['an error of its own', said('UNKNOWN_EXCEPTION'), 'later'],
    ['read only for a while', said('INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE'), 'later'],
    [
      'a query too long',
      said('MALFORMED_QUERY', 'SOQL statements can not be longer than 100000 characters'),
      'too-long',
    ],
    ['a query too long inside', said('QUERY_TOO_COMPLICATED'), 'too-long'],
    ['an address too long', said('ERROR_HTTP_414'), 'too-long'],
    [
      'a value too long for a query',
      said('MALFORMED_QUERY', 'string literal in WHERE is longer than 4000 characters'),
      'refused',
    ],
    ['pages that have expired', said('INVALID_QUERY_LOCATOR', 'invalid query locator'), 'later'],
    [
      'created by two at once',
      said(
        'DUPLICATE_VALUE',
        'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
      ),
      'later',
    ],
    [
      'created meanwhile',
      said(
        'DUPLICATE_VALUE',
        'duplicate value found: Purchase_Id__c duplicates value on record with id: a005e00000AbCdE',
      ),
      'later',
    ],
    [
      'a rule that it be unique',
      said(
        'DUPLICATE_VALUE',
        'duplicate value found: Invoice_Number__c duplicates value on record with id: a005e00000AbCdE',
      ),
      'refused',
    ],
    ['twice in a call', said('DUPLICATE_VALUE', 'Duplicate external id specified: 1b4e28ba'), 'refused'],
    ['a query with a mistake', said('MALFORMED_QUERY', 'unexpected token: x'), 'refused'],
    ['no such account', foreignKey('Account'), 'missing-person'],
    ['no such contact', foreignKey('Contact'), 'missing-person'],
    ['no such course', foreignKey('Course__c'), 'missing-course'],
    ['no such something', foreignKey('Account_Plan__c'), 'refused'],
    ['a typo in a field', noColumn, 'closed'],
    ['a field without access', said('INVALID_FIELD_FOR_INSERT_UPDATE'), 'closed'],
    ['no object', said('NOT_FOUND', 'The requested resource does not exist'), 'closed'],
    ['two accounts of one SMID', twice('0015e00000AbCdE, 0015e00000AbCdF'), 'missing-person'],
    ['two purchases of one id', twice('a005e00000AbCdE, a005e00000AbCdF'), 'refused'],
    ['300', said('MULTIPLE_CHOICES', 'Multiple records found'), 'refused'],
    ['a contact that is gone', said('ENTITY_IS_DELETED', 'entity is deleted'), 'missing-person'],
    ['a link to nothing', said('INVALID_CROSS_REFERENCE_KEY', 'x', ['Contact__c']), 'missing-person'],
    ['another link to nothing', said('INVALID_CROSS_REFERENCE_KEY', 'x', ['OwnerId']), 'refused'],
    ['no access to the object', said('INSUFFICIENT_ACCESS_OR_READONLY'), 'closed'],
    ['no access to the account', said('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'), 'refused'],
    ['no API', said('API_DISABLED_FOR_ORG'), 'closed'],
    ['no room', said('STORAGE_LIMIT_EXCEEDED'), 'closed'],
    ['a value that is too long', said('STRING_TOO_LONG', 'data value too large'), 'refused'],
    ['a value that is not in the list', said('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'), 'refused'],
    ['a rule of the org', said('FIELD_CUSTOM_VALIDATION_EXCEPTION'), 'refused'],
    ['anything else', said('SOMETHING_NEW'), 'refused'],
  ])('%s', (_, complaint, meaning) => {
    expect(meaningOf(complaint).is).toBe(meaning)
  })
})

describe('trouble of a call', () => {
  it('pauses for the limit, and for what a person puts right', () => {
    expect(troubleOf(said('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'))).toEqual({
      outcome: 'pause',
      detail: 'The calls of the day are used up (REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.)',
      pauseMs: LIMIT_PAUSE_MS,
    })
    expect(troubleOf(noColumn)).toEqual({
      outcome: 'pause',
      detail:
        "The metadata is not deployed, or its permission set is not assigned (INVALID_FIELD: No such column 'Acess__c' on sobject of type Course_Purchase__c)",
      pauseMs: CLOSED_PAUSE_MS,
    })
    expect(troubleOf(said('INVALID_SESSION_ID')).outcome).toBe('pause')
  })

  it('retries what passes, and asks a person for the rest', () => {
    expect(troubleOf(locked).outcome).toBe('retry')
    expect(troubleOf(said('JSON_PARSER_ERROR')).outcome).toBe('needs-person')
    expect(troubleOf(foreignKey('Account')).outcome).toBe('needs-person')
    expect(troubleOfFailure({ kind: 'unreachable', reason: 'ECONNRESET' })).toEqual({
      outcome: 'retry',
      detail: 'Salesforce could not be reached: ECONNRESET',
    })
    expect(troubleOfFailure({ kind: 'unreadable', what: 'a page' }).outcome).toBe('retry')
  })
})

describe('what became of a record', () => {
  it.each<[string, Complaint[], object]>([
    ['a missing account', [foreignKey('Account')], { outcome: 'missing-parent', parent: 'person' }],
    ['a missing course', [foreignKey('Course__c')], { outcome: 'missing-parent', parent: 'course' }],
    ['a lock', [locked], { outcome: 'retry' }],
    ['a lock and a bad value', [locked, said('STRING_TOO_LONG')], { outcome: 'needs-person' }],
    [
      'a missing account and a bad value',
      [foreignKey('Account'), said('X')],
      { outcome: 'needs-person', detail: 'X' },
    ],
    ['a typo alone', [noColumn], { outcome: 'needs-person' }],
  ])('%s', (_, complaints, result) => {
    expect(resultOf(complaints)).toMatchObject(result)
  })

  it('says nobody’s e-mail address, and not too much', () => {
    const message = `Buyer Email: data value too large: l.rivera@example.com (max length=80) ${'x'.repeat(300)}`
    const { detail } = resultOf([said('STRING_TOO_LONG', message)]) as { detail: string }
    expect(detail).toHaveLength(200)
    expect(detail.startsWith('STRING_TOO_LONG: Buyer Email: data value too large: (e-mail) (max')).toBe(true)
  })
})
