import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Clock, systemClock } from '@/lib/clock'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { json, notFound } from './api-answer'
import type { ConnectedApp } from './connected-app'
import { judgeAssertion } from './jwt-assertion'
import {
  NO_RUN_AS_USER,
  type OauthRefusal,
  ONLY_POST,
  UNKNOWN_CLIENT,
  UNKNOWN_GRANT,
  WRONG_CLIENT,
} from './oauth-refusal'
import { ORG_ID, type Sessions, USER_ID } from './sessions'
import { tokenForm } from './token-form'

export type OauthContext = {
  readonly app: ConnectedApp
  readonly sessions: Sessions
  /** My Domain's address: what tokens are good for, and one of the audiences. */
  readonly url: () => string
  readonly clock?: Clock
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/**
 * `POST /services/oauth2/token`: client credentials, and JWT bearer. Effects its faults know: `not-let-in` (400
 * invalid_client) and `no-run-as-user` (400 invalid_grant).
 */
export async function answerOauth(
  context: OauthContext,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  if (request.path !== '/services/oauth2/token') return notFound()
  const refusal = request.method === 'POST' ? await judged(context, request) : ONLY_POST
  if (!refusal) return json(200, token(context))
  const { error, description } = refusal
  return json(400, { error, error_description: description })
}

async function judged(
  { app, url, clock = systemClock }: OauthContext,
  request: EmulatorRequest,
): Promise<OauthRefusal | undefined> {
  if (request.fault?.effect === 'not-let-in') return WRONG_CLIENT
  if (request.fault?.effect === 'no-run-as-user') return NO_RUN_AS_USER
  const { grantType, clientId, clientSecret, assertion } = tokenForm(request)
  if (grantType === 'client_credentials') return judgeCredentials(app, clientId, clientSecret)
  if (grantType === JWT_BEARER) return judgeAssertion(app, url(), clock, assertion)
  return UNKNOWN_GRANT
}

function judgeCredentials(
  app: ConnectedApp,
  clientId: string | undefined,
  clientSecret: string | undefined,
): OauthRefusal | undefined {
  if (clientId !== app.clientId) return UNKNOWN_CLIENT
  if (app.clientSecret === undefined) return NO_RUN_AS_USER
  return same(clientSecret ?? '', app.clientSecret) ? undefined : WRONG_CLIENT
}

function token({ app, sessions, url, clock = systemClock }: OauthContext) {
  const id = `${url()}/id/${ORG_ID}/${USER_ID}`
  const issuedAt = String(clock.now().getTime())
  const key = app.clientSecret ?? app.clientId
  return {
    access_token: sessions.open(),
    signature: createHmac('sha256', key).update(`${id}${issuedAt}`).digest('base64'),
    scope: 'api',
    instance_url: url(),
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  }
}

function same(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
