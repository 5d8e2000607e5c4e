/** A refusal of the token endpoint: 400 with `error` and `error_description` (RFC 6749), in the words that orgs give. */
export type OauthRefusal = { readonly error: string; readonly description: string }

const refused = (error: string, description: string): OauthRefusal => ({ error, description })

export const UNKNOWN_CLIENT = refused('invalid_client_id', 'client identifier invalid')
export const WRONG_CLIENT = refused('invalid_client', 'invalid client credentials')
export const NO_RUN_AS_USER = refused('invalid_grant', 'no client credentials user enabled')
export const UNKNOWN_GRANT = refused('unsupported_grant_type', 'grant type not supported')
export const ONLY_POST = refused('invalid_request', 'must use HTTP POST')

export const BAD_ASSERTION = refused('invalid_grant', 'invalid assertion')
export const OTHER_AUDIENCE = refused('invalid_grant', 'audience is invalid')
/** Of an assertion that is no longer good, whatever its words say. */
export const EXPIRED = refused('invalid_grant', 'expired authorization code')
export const NOT_APPROVED = refused('invalid_grant', "user hasn't approved this consumer")
