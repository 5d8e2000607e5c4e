import { cookies } from 'next/headers'
import type { Realm } from '@/lib/identity/realm'
import { services } from '@/lib/runtime/services'
import { readSessionCookie } from './cookie'

/** Signs out of one realm, in this browser or in all, and drops the cookie. From server actions only. */
export async function endOwnSignIn(realm: Realm, how: { readonly everywhere: boolean }): Promise<void> {
  const { signIn, config } = services()
  await signIn.end(realm, await readSessionCookie(realm), how)
  const cookie = {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: config.secureCookies,
    maxAge: 0,
  } as const
  ;(await cookies()).set(signIn.cookieName(realm), '', cookie)
}
