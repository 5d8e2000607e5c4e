import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { apiError, json } from './api-answer'

const MAINTENANCE = `<!DOCTYPE html>
<html lang="en"><head><title>We are down for maintenance</title></head>
<body><h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>
`

export function sessionExpired(): EmulatorResponse {
  return apiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
}

export function requestLimit(): EmulatorResponse {
  return apiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
}

/**
 * The answer that a fault's effect gives in place of any call's, with nothing done: `session-expired`,
 * `server-unavailable`, `html-maintenance`, `request-limit`, `multiple-choices`, `api-disabled`, `insufficient-access`,
 * `server-error`. Undefined for other effects.
 */
export function effectAnswer({ fault }: EmulatorRequest): EmulatorResponse | undefined {
  switch (fault?.effect ?? '') {
    case 'session-expired':
      return sessionExpired()
    case 'server-unavailable':
      return apiError(503, 'SERVER_UNAVAILABLE', 'Server Unavailable')
    case 'html-maintenance':
      return { status: 503, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: MAINTENANCE }
    case 'request-limit':
      return requestLimit()
    case 'multiple-choices':
      return json(300, ['/services/data/v67.0/sobjects/Account/001Rv0000000001IAA'])
    case 'api-disabled':
      return apiError(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner')
    case 'insufficient-access':
      return apiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
    case 'server-error':
      return apiError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.')
    default:
      return undefined
  }
}
