import { pause } from './classify'
import { detail } from './detail'
import type { SalesforceTrouble } from './port'

/** What the token endpoint has against us (RFC 6749, 5.2): `invalid_grant`, and Salesforce's words for it. */
export type LoginRefusal = { readonly error: string; readonly description: string }

type Rule = { readonly error?: RegExp; readonly description?: RegExp; readonly advice: string }

/** The first that fits decides. */
const RULES: readonly Rule[] = [
  {
    description: /no client credentials user/i,
    advice: 'The app has no user to run as: name one under its client credentials flow',
  },
  {
    description: /not supported on this domain/i,
    advice: 'SALESFORCE_LOGIN_URL has to be the My Domain of the org',
  },
  {
    description: /approved|not admin approved|not assigned/i,
    advice: 'The user is not approved for the app: let its permission set use the app',
  },
  { description: /audience/i, advice: 'SALESFORCE_LOGIN_URL is not the address of this org' },
  {
    description: /assertion|signature|jwt|expired/i,
    advice:
      'SALESFORCE_PRIVATE_KEY does not belong to the certificate of the app, or SALESFORCE_USERNAME is wrong',
  },
  { description: /ip restrict|login hours/i, advice: 'The user may not sign in from here, or not now' },
  { error: /^invalid_client_id$/, advice: 'Salesforce does not know SALESFORCE_CLIENT_ID' },
  {
    error: /^(invalid_client|unauthorized_client)$/,
    advice: 'SALESFORCE_CLIENT_SECRET is wrong, or the app does not allow this flow',
  },
  { error: /^unsupported_grant_type$/, advice: 'The app does not allow this flow' },
  { error: /^inactive_(user|org)$/, advice: 'The integration user or the org is not active' },
]

const FOR_A_WHILE = /^(server_error|temporarily_unavailable|rate_limit_exceeded|unknown_error)$/
/** jsforce's word for an answer that was not of the token endpoint. */
const FOREIGN = /^ERROR_HTTP_(\d{3})$/

/** Concludes from a refusal of the token endpoint: what a person has to put right, or that it may pass. Pure. */
export function troubleOfLogin({ error, description }: LoginRefusal): SalesforceTrouble {
  const foreign = FOREIGN.exec(error)?.[1]
  if (foreign !== undefined) return troubleOfForeign(Number(foreign))
  const words = description === '' ? error : `${error}: ${description}`
  if (FOR_A_WHILE.test(error))
    return { outcome: 'retry', detail: detail(`Salesforce gives no session now (${words})`) }
  const rule = RULES.find(
    (one) => (one.error?.test(error) ?? true) && (one.description?.test(description) ?? true),
  )
  return pause(`${rule?.advice ?? 'Salesforce does not let us in'} (${words})`)
}

function troubleOfForeign(status: number): SalesforceTrouble {
  if (status >= 500 || status === 408 || status === 429)
    return { outcome: 'retry', detail: `Salesforce gives no session now (HTTP ${status})` }
  return pause(`SALESFORCE_LOGIN_URL leads to something that is not Salesforce (HTTP ${status})`)
}
