/** The part of oidc-provider 9 that the emulator uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'
  import type { JWK } from 'jose'

  export type Stored = {
    readonly accountId?: string
    readonly uid?: string
    readonly grantId?: string
    readonly consumed?: number
  }

  export type Adapter = {
    upsert(id: string, payload: Stored, expiresInSeconds?: number): Promise<void>
    find(id: string): Promise<Stored | undefined>
    findByUid(uid: string): Promise<Stored | undefined>
    consume(id: string): Promise<void>
    destroy(id: string): Promise<void>
    revokeByGrantId(grantId: string): Promise<void>
  }

  export type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> }

  export type Context = {
    type: string
    body: string
    readonly oidc: {
      readonly provider: Provider
      readonly client?: { readonly clientId: string }
      readonly session?: { readonly accountId?: string; grantIdFor(clientId: string): string | undefined }
      readonly entities: { readonly IdTokenHint?: { readonly payload: { readonly sub?: string } } }
    }
  }

  export type Account = {
    readonly accountId: string
    claims(): Promise<Readonly<Record<string, unknown>>>
  }

  export type Configuration = {
    readonly adapter: (model: string) => Adapter
    readonly clients: readonly Readonly<Record<string, string | readonly string[]>>[]
    readonly clientAuthMethods: readonly string[]
    readonly responseTypes: readonly string[]
    readonly clientBasedCORS: () => boolean
    readonly claims: Readonly<Record<string, readonly string[]>>
    readonly scopes: readonly string[]
    readonly conformIdTokenClaims: boolean
    readonly cookies: {
      readonly names: Readonly<Record<'session' | 'interaction' | 'resume', string>>
      readonly keys: readonly string[]
      readonly long: { readonly httpOnly: boolean; readonly sameSite: 'lax'; readonly path: string }
    }
    readonly features: {
      readonly devInteractions: { readonly enabled: false }
      readonly rpInitiatedLogout: {
        readonly enabled: true
        readonly logoutSource: (ctx: Context, form: string) => Promise<void>
        readonly postLogoutSuccessSource: (ctx: Context) => Promise<void>
      }
    }
    readonly findAccount: (ctx: Context, subject: string) => Promise<Account | undefined>
    readonly interactions: { readonly url: (ctx: Context, interaction: { readonly uid: string }) => string }
    readonly jwks: { readonly keys: readonly JWK[] }
    readonly loadExistingGrant: (ctx: Context) => Promise<Grant | undefined>
    readonly pkce: { readonly required: () => boolean }
    readonly renderError: (ctx: Context, out: { error: string; error_description?: string }) => Promise<void>
    readonly ttl: Readonly<Record<string, number>>
  }

  export type InteractionResult =
    | { readonly login: { readonly accountId: string; readonly remember: true } }
    | { readonly consent: Readonly<Record<string, never>> }
    | { readonly error: string; readonly error_description: string }

  export class Provider {
    constructor(issuer: string, configuration: Configuration)
    readonly Grant: {
      new (input: { accountId: string; clientId: string }): Grant
      find(id: string): Promise<Grant | undefined>
    }
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ readonly prompt: { readonly name: string } }>
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: InteractionResult,
    ): Promise<void>
    on(event: 'server_error', listener: (ctx: Context, error: Error) => void): this
  }

  export const errors: { readonly SessionNotFound: new () => Error }
}
