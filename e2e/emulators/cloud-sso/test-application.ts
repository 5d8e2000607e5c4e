import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import type { Realm } from './people'
import type { CloudSsoEmulator, CloudSsoEmulatorOptions } from './start'
import type { TestBrowser, Visit } from './test-browser'

export const OPTIONS: CloudSsoEmulatorOptions = {
  port: 0,
  appUrl: 'http://localhost:3000',
  clients: {
    cloud: { id: 'university', secret: 'secret of the customers/+ client' },
    staff: { id: 'university-staff', secret: 'secret-of-the-staff-client' },
  },
}

type Discovered = Readonly<
  Record<'authorization_endpoint' | 'token_endpoint' | 'jwks_uri' | 'end_session_endpoint', string>
>

export type Tokens = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

const random = () => randomBytes(32).toString('base64url')

/** The application that people sign in to, by hand: one sign-in at one realm, by code with PKCE, state and nonce. */
export class TestApplication {
  readonly verifier = random()
  readonly state = random()
  readonly nonce = random()
  readonly #sso: CloudSsoEmulator
  readonly #realm: Realm

  constructor(sso: CloudSsoEmulator, realm: Realm) {
    this.#sso = sso
    this.#realm = realm
  }

  get issuer(): string {
    return this.#realm === 'cloud' ? this.#sso.cloudIssuer : this.#sso.staffIssuer
  }

  get callback(): string {
    return `${OPTIONS.appUrl}/api/auth/callback/${this.#realm}`
  }

  async discover(): Promise<Discovered> {
    return (await fetch(`${this.issuer}/.well-known/openid-configuration`)).json()
  }

  /** Where the browser is sent; an empty value leaves a parameter out. */
  async authorizeUrl(more: Readonly<Record<string, string>> = {}): Promise<URL> {
    const url = new URL((await this.discover()).authorization_endpoint)
    const params = {
      client_id: OPTIONS.clients[this.#realm].id,
      redirect_uri: this.callback,
      response_type: 'code',
      scope: 'openid email profile',
      state: this.state,
      nonce: this.nonce,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    }
    for (const [name, value] of Object.entries(params)) if (value) url.searchParams.set(name, value)
    return url
  }

  async open(browser: TestBrowser, more: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return browser.open(await this.authorizeUrl(more))
  }

  /** Exchanges the code of the callback for tokens. */
  async redeem({ url }: Visit, more: { secret?: string; verifier?: string } = {}): Promise<Tokens> {
    const { id, secret } = OPTIONS.clients[this.#realm]
    const basic = [id, more.secret ?? secret].map((part) => encodeURIComponent(part)).join(':')
    const response = await fetch((await this.discover()).token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: url.searchParams.get('code') ?? '',
        redirect_uri: this.callback,
        code_verifier: more.verifier ?? this.verifier,
      }),
    })
    return { status: response.status, body: await response.json() }
  }

  /** Redeems the code and checks the ID token's signature, issuer, audience and nonce. */
  async claims(callback: Visit): Promise<JWTPayload & { idToken: string }> {
    const { status, body } = await this.redeem(callback)
    if (status !== 200) throw new Error(`No tokens: ${status} ${JSON.stringify(body)}`)
    const idToken = String(body['id_token'])
    const keys = createRemoteJWKSet(new URL((await this.discover()).jwks_uri))
    const audience = OPTIONS.clients[this.#realm].id
    const { payload } = await jwtVerify(idToken, keys, { issuer: this.issuer, audience })
    if (payload['nonce'] !== this.nonce) throw new Error('The ID token carries another nonce')
    return { ...payload, idToken }
  }
}

/** Signs a person in with a fresh application, and gives what the ID token says. */
export async function signIn(sso: CloudSsoEmulator, browser: TestBrowser, subject: string) {
  const application = new TestApplication(sso, subject.startsWith('staff') ? 'staff' : 'cloud')
  const page = await application.open(browser)
  return application.claims(await browser.submit(page, { subject }))
}
