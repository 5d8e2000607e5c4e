import { expect, it } from 'vitest'
import { troubleOfLogin } from './classify-login'

it.each([
  ['invalid_client_id', 'client identifier invalid', 'pause', 'SALESFORCE_CLIENT_ID'],
  ['invalid_client', 'invalid client credentials', 'pause', 'SALESFORCE_CLIENT_SECRET'],
  ['invalid_grant', 'no client credentials user enabled', 'pause', 'user to run as'],
  ['invalid_grant', "user hasn't approved this consumer", 'pause', 'not approved'],
  ['invalid_grant', 'user is not admin approved to access this app', 'pause', 'not approved'],
  ['invalid_grant', 'invalid assertion', 'pause', 'SALESFORCE_PRIVATE_KEY'],
  ['invalid_grant', 'audience is invalid', 'pause', 'SALESFORCE_LOGIN_URL'],
  ['invalid_grant', 'request not supported on this domain', 'pause', 'My Domain'],
  ['invalid_grant', 'ip restricted', 'pause', 'from here'],
  ['invalid_grant', 'authentication failure', 'pause', 'does not let us in'],
  ['unsupported_grant_type', 'grant type not supported', 'pause', 'flow'],
  ['inactive_user', 'user is inactive', 'pause', 'not active'],
  ['server_error', '', 'retry', 'now'],
  ['temporarily_unavailable', 'busy', 'retry', 'now'],
  ['ERROR_HTTP_503', '', 'retry', 'HTTP 503'],
  ['ERROR_HTTP_429', '', 'retry', 'HTTP 429'],
  ['ERROR_HTTP_404', '', 'pause', 'SALESFORCE_LOGIN_URL'],
])('%s (%s) is a %s', (error, description, outcome, words) => {
  const trouble = troubleOfLogin({ error, description })
  expect(trouble.outcome).toBe(outcome)
  expect(trouble.detail).toContain(words)
})

it('says no user name', () => {
  const { detail } = troubleOfLogin({
    error: 'invalid_grant',
    description: 'no user robot@redis.example here',
  })
  expect(detail).toBe('Salesforce does not let us in (invalid_grant: no user (e-mail) here)')
})
