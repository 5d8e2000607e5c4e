import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import { type Configuration, type Context, type Grant, Provider } from 'oidc-provider'
import { type ClaimNames, claimsByScope, claimsOf } from './claims'
import { messagePage } from './page'
import type { Person, Realm } from './people'
import type { ProviderStore } from './provider-store'
import { signOutPage } from './sign-out-page'

export type RealmSettings = {
  readonly realm: Realm
  /** Where the emulator listens; the issuer is `${url}/${realm}`. */
  readonly url: string
  readonly client: { readonly id: string; readonly secret: string }
  readonly redirectUri: string
  readonly afterSignOut: string
  readonly people: ReadonlyMap<string, Person>
  readonly claimNames: ClaimNames
  readonly store: ProviderStore
  readonly key: JWK
}

const FORTNIGHT_SECONDS = 14 * 24 * 60 * 60
const HOUR_SECONDS = 60 * 60

/**
 * The OpenID provider of one realm: authorization code with PKCE S256 for one confidential client, sign-out, and no
 * question of consent. Everything oidc-provider has a default of its own for, and warns about on the console, is set.
 */
export function openProvider(settings: RealmSettings): Provider {
  const { realm, url } = settings
  const provider = new Provider(`${url}/${realm}`, configuration(settings))
  return provider.on('server_error', (_ctx, error) => {
    process.stderr.write(`Cloud SSO emulator, ${realm}: ${error.stack ?? error.message}\n`)
  })
}

function configuration(settings: RealmSettings): Configuration {
  const { realm, people, claimNames, store } = settings
  const claims = claimsByScope(claimNames)
  return {
    adapter: (model) => store.adapter(model),
    claims,
    clientAuthMethods: ['client_secret_basic'],
    clientBasedCORS: () => false,
    clients: [client(settings)],
    // Puts the claims of the scopes into the ID token, where the standard leaves them to the userinfo endpoint. A
    // guess: that Redis Cloud's ID token carries them too.
    conformIdTokenClaims: false,
    cookies: cookies(realm),
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: signOut(realm) },
    findAccount: async (_ctx, subject) => {
      const person = people.get(subject)
      return person && { accountId: subject, claims: async () => claimsOf(person, claimNames) }
    },
    interactions: { url: (_ctx, { uid }) => `/${realm}/interaction/${uid}` },
    jwks: { keys: [settings.key] },
    loadExistingGrant: (ctx) => grantSilently(ctx, Object.keys(claims).join(' ')),
    pkce: { required: () => true },
    renderError: async (ctx, { error, error_description: text }) =>
      show(ctx, messagePage(realm, 'That did not work', `${text ?? 'No reason given'} (${error})`)),
    responseTypes: ['code'],
    scopes: Object.keys(claims),
    ttl: {
      AccessToken: HOUR_SECONDS,
      AuthorizationCode: 60,
      Grant: FORTNIGHT_SECONDS,
      IdToken: HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      Session: FORTNIGHT_SECONDS,
    },
  }
}

function client({ client: { id, secret }, redirectUri, afterSignOut }: RealmSettings) {
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [afterSignOut],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
  }
}

/** Names and path of their own: cookies do not know ports, and both realms live at one address. */
function cookies(realm: Realm): Configuration['cookies'] {
  return {
    names: { session: `${realm}_sso`, interaction: `${realm}_sso_sign_in`, resume: `${realm}_sso_resume` },
    keys: [randomBytes(32).toString('base64url')],
    long: { httpOnly: true, sameSite: 'lax', path: `/${realm}` },
  }
}

function signOut(realm: Realm): Configuration['features']['rpInitiatedLogout'] {
  return {
    enabled: true,
    logoutSource: async (ctx, form) => {
      const { session, entities } = ctx.oidc
      const meant =
        entities.IdTokenHint !== undefined && entities.IdTokenHint.payload.sub === session?.accountId
      show(ctx, signOutPage(realm, form, meant))
    },
    postLogoutSuccessSource: async (ctx) =>
      show(ctx, messagePage(realm, 'You are signed out', 'You can close this page.')),
  }
}

/** Everything is granted to the one client, Redis's own. */
async function grantSilently({ oidc }: Context, scope: string): Promise<Grant | undefined> {
  const { provider, client: asking, session } = oidc
  if (!asking || session?.accountId === undefined) return undefined
  const id = session.grantIdFor(asking.clientId)
  const existing = id === undefined ? undefined : await provider.Grant.find(id)
  if (existing) return existing
  const grant = new provider.Grant({ accountId: session.accountId, clientId: asking.clientId })
  grant.addOIDCScope(scope)
  await grant.save()
  return grant
}

function show(ctx: Context, html: string): void {
  ctx.type = 'html'
  ctx.body = html
}
