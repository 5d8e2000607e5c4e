import { page } from './page'
import type { Realm } from './people'

/**
 * `form` is the provider's own, with id `op.logoutForm`. Who asked with the signed-in person's ID token meant it, so
 * the form then sends itself (OpenID Connect RP-Initiated Logout 1.0, section 2); anyone else is asked.
 */
export function signOutPage(realm: Realm, form: string, meant: boolean): string {
  const send = `<script>document.querySelector('button[name=logout]').click()</script>`
  return page(
    realm,
    'Sign out',
    `<h2>Sign out</h2>
<p class="lead">Applications that you opened with this login stay open until you leave them.</p>
${form}
<button class="plain" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button class="plain" form="op.logoutForm">Stay signed in</button>
${meant ? send : ''}`,
  )
}
