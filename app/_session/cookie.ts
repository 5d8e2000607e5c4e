import { cookies } from 'next/headers'
import type { Realm } from '@/lib/identity/realm'
import { services } from '@/lib/runtime/services'

/** The session cookie of one realm, as sent; undefined when there is none. */
export async function readSessionCookie(realm: Realm): Promise<string | undefined> {
  return (await cookies()).get(services().signIn.cookieName(realm))?.value
}
