import { Connection } from 'jsforce/lib/connection.js'
import { OAuth2 } from 'jsforce/lib/oauth2.js'
import { z } from 'zod'
import { readPrivateKey, signAssertion } from './assertion'
import { audiencesOf } from './audience'
import { BoundedTransport, Unreachable } from './bounded-transport'
import { pause, troubleOfFailure } from './classify'
import { type LoginRefusal, troubleOfLogin } from './classify-login'
import { API_VERSION, type SalesforceClientSettings } from './client-settings'
import type { SalesforceTrouble } from './port'

/** Being let in: calls go over this connection until Salesforce ends the session. */
export type Session = { readonly outcome: 'open'; readonly connection: Connection }
export type Opened = Session | SalesforceTrouble

type Grant = { readonly grant_type: string; readonly [name: string]: string }
type Way = Omit<SalesforceClientSettings, 'timeoutMs'> & {
  readonly timeoutMs: number
  readonly now: () => Date
}

/** Asks for a session by the configured flow: one call, or one for each audience that may be meant. */
export async function authorize(way: Way): Promise<Opened> {
  const { auth, clientId, loginUrl, now } = way
  if (auth.kind === 'client-credentials') {
    const known = { clientId, clientSecret: auth.clientSecret }
    return concluded(await ask(way, known, { grant_type: 'client_credentials' }))
  }
  const key = readPrivateKey(auth.privateKey)
  if (key === undefined) return pause('SALESFORCE_PRIVATE_KEY is no RSA private key in PEM form')
  let answer: Asked = { outcome: 'no-session' }
  for (const audience of audiencesOf(loginUrl)) {
    const claims = { clientId, username: auth.username, audience, now: now() }
    const assertion = await signAssertion(key, claims)
    // No client id beside it: the assertion names the app.
    answer = await ask(way, {}, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
    if (answer.outcome !== 'not-let-in' || !/audience/i.test(answer.refusal.description)) break
  }
  return concluded(answer)
}

type Asked =
  | Session
  | { readonly outcome: 'not-let-in'; readonly refusal: LoginRefusal }
  | { readonly outcome: 'unreachable'; readonly reason: string }
  | { readonly outcome: 'no-session' }

function concluded(asked: Asked): Opened {
  switch (asked.outcome) {
    case 'open':
      return asked
    case 'not-let-in':
      return troubleOfLogin(asked.refusal)
    case 'unreachable':
      return troubleOfFailure({ kind: 'unreachable', reason: asked.reason })
    case 'no-session':
      return troubleOfFailure({ kind: 'unreadable', what: 'no session where one was asked for' })
  }
}

async function ask(
  { loginUrl, timeoutMs }: Way,
  known: { readonly clientId?: string; readonly clientSecret?: string },
  grant: Grant,
): Promise<Asked> {
  const transport = new BoundedTransport(timeoutMs)
  const oauth2 = new OAuth2({ loginUrl, ...known })
  oauth2._transport = transport
  const login = new Connection({ loginUrl, oauth2, version: API_VERSION })
  try {
    await login.authorize(grant)
  } catch (error) {
    if (error instanceof Unreachable) return { outcome: 'unreachable', reason: error.message }
    const refusal = refusalOf(error)
    return refusal === undefined ? { outcome: 'no-session' } : { outcome: 'not-let-in', refusal }
  }
  const given = givenSchema(loginUrl).safeParse(login)
  if (!given.success) return { outcome: 'no-session' }
  // A connection of its own, without jsforce's refreshing: that repeats for ever where a 401 stays (seen with 3.10.26).
  const connection = new Connection({ ...given.data, version: API_VERSION })
  connection._transport = transport
  return { outcome: 'open', connection }
}

/** The token goes wherever this address says: nowhere less safe than where it came from. */
function givenSchema(loginUrl: string) {
  const protocol = new URL(loginUrl).protocol === 'https:' ? /^https$/ : /^https?$/
  return z.object({
    accessToken: z.string().min(1),
    instanceUrl: z
      .url({ protocol })
      // Addresses of pages, which take no calls; jsforce throws for them.
      .refine((url) => !url.includes('.lightning.'))
      .transform((url) => new URL(url).origin),
  })
}

/** jsforce gives the error code of the answer as the error's name. Undefined for anything that is no OAuth error. */
function refusalOf(error: unknown): LoginRefusal | undefined {
  if (!(error instanceof Error) || !/^([a-z]+(_[a-z]+)*|ERROR_HTTP_\d{3})$/.test(error.name)) return undefined
  return { error: error.name, description: error.name.startsWith('ERROR_HTTP') ? '' : error.message }
}
