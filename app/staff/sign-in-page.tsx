import { signInStaff } from '@/app/_session/staff-actions'
import { PendingButton } from '@/app/_ui/pending-button'
import { services } from '@/lib/runtime/services'
import { Door } from './door'

/** For whoever is not signed in: one button, or why there is none. */
export function SignInPage({ returnTo, failed }: { readonly returnTo: string; readonly failed: boolean }) {
  if (!services().signIn.staffConfigured)
    return (
      <Door title="Staff sign-in is not set up">
        <p>
          This site does not know Redis’s workforce login yet. Whoever runs it sets{' '}
          <code>STAFF_SSO_ISSUER</code>, <code>STAFF_SSO_CLIENT_ID</code> and{' '}
          <code>STAFF_SSO_CLIENT_SECRET</code>.
        </p>
      </Door>
    )
  return (
    <Door title="Staff area">
      {failed && (
        <p role="alert">
          <strong>Signing in did not work.</strong> The login did not answer, or was left halfway or took too
          long. Try again.
        </p>
      )}
      <p>For people who work at Redis. A Redis Cloud account does not open it.</p>
      <form action={signInStaff}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <PendingButton
          label="Sign in with Redis workforce login"
          pendingLabel="Opening the login …"
          className="button-primary wide"
        />
      </form>
    </Door>
  )
}
