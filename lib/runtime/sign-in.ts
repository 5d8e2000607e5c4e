import { createHash } from 'node:crypto'
import { authOptions, realmSecret } from '@/lib/identity/auth-options'
import { endSessionAddress } from '@/lib/identity/end-session'
import type { Learner } from '@/lib/identity/learner'
import type { StaffActor } from '@/lib/identity/permit'
import { sessionCookie } from '@/lib/identity/realm'
import type { Realm } from '@/lib/identity/realm'
import { readSessionToken } from '@/lib/identity/session-token'
import type { SessionToken } from '@/lib/identity/session-token'
import { endSignIn, isSignedIn } from '@/lib/identity/sign-ins'
import type { SignInServices } from '@/lib/identity/sign-ins'
import { findStaff, recordStaffSignIn } from '@/lib/identity/staff-member'
import type { Logger } from '@/lib/log'
import { clientAddress } from '@/lib/rate-limits/client-address'
import { createRateLimiter } from '@/lib/rate-limits/limit'
import type { Config } from './config'

/** Sign-in of learners and of employees, each where its issuer is configured. */
export function wireSignIn(services: SignInServices & { readonly log: Logger }, config: Config) {
  // next-auth takes the site's address from its environment and nowhere else; ours is APP_URL.
  process.env['NEXTAUTH_URL'] = config.APP_URL
  const auth = {
    ...services,
    appUrl: config.APP_URL,
    secret: config.NEXTAUTH_SECRET,
    secure: config.secureCookies,
    staffSignedIn: async (person: Parameters<typeof recordStaffSignIn>[1]) => {
      await recordStaffSignIn(services.db, person)
    },
  }
  const claims = { smid: config.CLOUD_SSO_SMID_CLAIM, contactId: config.CLOUD_SSO_CONTACT_CLAIM }
  const cloud = config.cloudSso && authOptions(auth, 'cloud', config.cloudSso, claims)
  const staff = config.staffSso && authOptions(auth, 'staff', config.staffSso)
  const limit = createRateLimiter(services.db.pool, { name: 'sign-in', points: 300, seconds: 600 })
  const open = async (realm: Realm, cookie: string | undefined): Promise<SessionToken | undefined> => {
    if (cookie === undefined) return undefined
    const token = await readSessionToken(realm, cookie, realmSecret(realm, config.NEXTAUTH_SECRET))
    // A deployment that changed its issuer has no use for the old one's sign-ins.
    const issuer = realm === 'cloud' ? config.cloudSso?.issuer : config.staffSso?.issuer
    if (token === undefined || token.issuer !== issuer) return undefined
    return (await isSignedIn(services, realm, token.sid)) ? token : undefined
  }
  return {
    cloudConfigured: cloud !== undefined,
    staffConfigured: staff !== undefined,
    options: (realm: Realm) => (realm === 'cloud' ? cloud : staff),
    cookieName: (realm: Realm) => sessionCookie(realm, config.secureCookies),
    /** The learner whose session cookie this is. */
    learner: async (cookie: string | undefined): Promise<Learner | undefined> => {
      const token = await open('cloud', cookie)
      if (token === undefined) return undefined
      const { sid, issuer, subject, email, emailVerified, name, smid, contactId } = token
      return { signInId: sid, issuer, subject, email, emailVerified, name, smid, contactId }
    },
    /** The employee whose session cookie this is, with the roles the database holds now. */
    staff: async (cookie: string | undefined): Promise<StaffActor | undefined> => {
      const token = await open('staff', cookie)
      return token && findStaff(services.db, token)
    },
    /** Where Redis Cloud itself is signed out; undefined when it offers no such address. */
    cloudSignOut: async (): Promise<string | undefined> =>
      config.cloudSso && endSessionAddress(config.cloudSso, `${config.APP_URL}/university`),
    /** Each beginning asks the issuer something: not without end for one caller. */
    tooMany: async (forwardedFor: string | null): Promise<boolean> => {
      const address = clientAddress(forwardedFor, config.TRUSTED_PROXY_HOPS)
      return !(await limit(createHash('sha256').update(address).digest('base64url'))).allowed
    },
    /** Ends the sign-in of a cookie, and with `everywhere` all others of that person. */
    end: async (realm: Realm, cookie: string | undefined, { everywhere }: { everywhere: boolean }) => {
      const token = await open(realm, cookie)
      if (token !== undefined) await endSignIn(services, token.sid, { everywhere })
    },
  }
}
