import { signOutStaff } from '@/app/_session/staff-actions'
import { PendingButton } from '@/app/_ui/pending-button'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { Door } from './door'

/** For an employee nobody has given a role: who they are, in the words by which an admin finds them. */
export async function NoRole({ actor }: { readonly actor: StaffActor }) {
  const { issuer, subject, email } = await services().staff.ownIdentity(actor)
  return (
    <Door title="You have no role here yet">
      <p>
        You are signed in as <strong>{actor.name}</strong>
        {email !== undefined && email !== actor.name && ` (${email})`}. An admin has to give you a role first:
        marketing, finance, support or admin. Send them these two lines, then reload this page.
      </p>
      <dl className="desk-identity">
        <dt>Issuer</dt>
        <dd>{issuer}</dd>
        <dt>Subject</dt>
        <dd>{subject}</dd>
      </dl>
      <form action={signOutStaff}>
        <PendingButton label="Sign out" pendingLabel="Signing out …" className="button-quiet" />
      </form>
    </Door>
  )
}
