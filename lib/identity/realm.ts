/** Who can sign in: customers through Redis Cloud, employees through Redis's own login. Apart in everything (R22). */
export type Realm = 'cloud' | 'staff'

/** Short, and not prolonged by use: a learner finishes a purchase, a colleague half a working day. */
export const SESSION_SECONDS: Readonly<Record<Realm, number>> = { cloud: 2 * 3_600, staff: 4 * 3_600 }

/** One OpenID provider as it is configured. */
export type SsoSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}
/** Which claims of Redis Cloud's carry its account id and contact id. */
export type CloudClaims = { readonly smid: string; readonly contactId: string }

/** The cookie that carries a sign-in. `__Host-` ties it to this host, over https only. */
export function sessionCookie(realm: Realm, secure: boolean): string {
  return `${secure ? '__Host-' : ''}ru_${realm === 'cloud' ? 'learner' : 'staff'}`
}
