import { SIGN_IN_PROBLEM } from '@/lib/identity/auth-options'
import type { Realm } from '@/lib/identity/realm'

/**
 * Where to go after a step of the sign-in. next-auth sends failures to pages of its own below /api/auth, which are not
 * open here: they become our page that explains.
 */
export function afterSignInStep(realm: Realm, location: string): string {
  const failed = new URL(location, 'https://own.invalid').pathname.startsWith('/api/auth/')
  return failed ? `${SIGN_IN_PROBLEM[realm]}?error=1` : location
}
