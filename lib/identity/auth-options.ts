import { hkdfSync } from 'node:crypto'
import type { AuthOptions } from 'next-auth'
import type { Logger } from '@/lib/log'
import { sessionCookie, SESSION_SECONDS } from './realm'
import type { CloudClaims, Realm, SsoSettings } from './realm'
import type { SessionToken } from './session-token'
import { openSignIn } from './sign-ins'
import type { SignInServices } from './sign-ins'
import { readSsoClaims } from './sso-claims'
import type { SsoClaims } from './sso-claims'

export type AuthServices = SignInServices & {
  readonly log: Logger
  readonly appUrl: string
  readonly secret: string
  readonly secure: boolean
  /** Told after an employee signed in, so that an admin finds them to give a role. */
  readonly staffSignedIn: (person: { issuer: string } & SsoClaims) => Promise<void>
}

/** Where a sign-in that failed is explained. */
export const SIGN_IN_PROBLEM: Readonly<Record<Realm, string>> = {
  cloud: '/university/sign-in',
  staff: '/staff',
}

/** Each realm's tokens are encrypted with a key of its own: one's cookie means nothing to the other. */
export function realmSecret(realm: Realm, secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'redis-university', `session ${realm} v1`, 32)).toString(
    'hex',
  )
}

/**
 * next-auth's options for one realm: code flow with PKCE, state and nonce, the claims kept in an encrypted cookie that
 * names a row of `sign_in`. One generic OpenID provider; its endpoints come from discovery.
 */
export function authOptions(
  services: AuthServices,
  realm: Realm,
  sso: SsoSettings,
  claims?: CloudClaims,
): AuthOptions {
  const { log, appUrl, secret, secure } = services
  const seconds = SESSION_SECONDS[realm]
  return {
    secret: realmSecret(realm, secret),
    providers: [
      {
        id: realm,
        name: realm === 'cloud' ? 'Redis Cloud' : 'Redis',
        type: 'oauth',
        wellKnown: `${sso.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        issuer: sso.issuer,
        clientId: sso.clientId,
        clientSecret: sso.clientSecret,
        idToken: true,
        checks: ['pkce', 'state', 'nonce'],
        authorization: { params: { scope: 'openid email profile' } },
        profile: (profile: unknown) => ({ id: readSsoClaims(profile, claims).subject }),
      },
    ],
    session: { strategy: 'jwt', maxAge: seconds },
    jwt: { maxAge: seconds },
    useSecureCookies: secure,
    cookies: cookies(realm, secure),
    pages: { signIn: SIGN_IN_PROBLEM[realm], error: SIGN_IN_PROBLEM[realm] },
    callbacks: {
      redirect: ({ url }) => (isOwn(url, appUrl) ? url : appUrl),
      jwt: async ({ account, profile }) => {
        if (!account) return {}
        const said = readSsoClaims(profile, claims)
        if (realm === 'staff') await services.staffSignedIn({ issuer: sso.issuer, ...said })
        const { subject } = said
        const sid = await openSignIn(services, realm, { issuer: sso.issuer, subject })
        log.info({ realm, signIn: sid }, 'signed in')
        return { ...said, realm, sid, issuer: sso.issuer } satisfies Partialised<SessionToken>
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ realm, code, reason: reasonOf(metadata) }, 'sign-in failed'),
      warn: (code) => log.debug({ realm, code }, 'sign-in warning'),
      debug: () => undefined,
    },
  }
}

/** The failure's own words, which tell an issuer that is down from a wrong secret or a database of ours. */
function reasonOf(metadata: unknown): string | undefined {
  const inner =
    typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : metadata
  return inner instanceof Error ? `${inner.name}: ${inner.message.slice(0, 200)}` : undefined
}

type Partialised<T> = { [Key in keyof T]: T[Key] | undefined }

function isOwn(url: string, appUrl: string): boolean {
  return URL.canParse(url) && new URL(url).origin === appUrl
}

/** Our own names, one set per realm, all httpOnly and gone when the browser closes or their time is up. */
function cookies(realm: Realm, secure: boolean): NonNullable<AuthOptions['cookies']> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  const short = { ...options, maxAge: 900 }
  const name = sessionCookie(realm, secure)
  return {
    sessionToken: { name, options },
    callbackUrl: { name: `${name}_callback`, options: short },
    csrfToken: { name: `${name}_csrf`, options: short },
    pkceCodeVerifier: { name: `${name}_pkce`, options: short },
    state: { name: `${name}_state`, options: short },
    nonce: { name: `${name}_nonce`, options: short },
  }
}
