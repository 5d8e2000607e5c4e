import type { ReactNode } from 'react'
import { currentStaff } from '@/app/_session/staff'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { NoRole } from './no-role'
import { Shell } from './shell'
import type { Place } from './shell'
import { SignInPage } from './sign-in-page'

/**
 * A staff page: for an employee with a role, the shell around `children`; for anybody else, what to do about it.
 * `children` is called only then, so that nothing is read for a stranger. `path` is where signing in comes back to.
 */
export async function Desk(props: {
  readonly here?: Place
  readonly path: string
  /** Back from a sign-in that did not work. */
  readonly signInFailed?: boolean
  readonly children: (actor: StaffActor) => ReactNode | Promise<ReactNode>
}) {
  const actor = await currentStaff()
  if (actor === undefined) return <SignInPage returnTo={props.path} failed={props.signInFailed ?? false} />
  if (actor.roles.length === 0) return <NoRole actor={actor} />
  const salesforce = permits(actor, 'salesforce.match') && (await services().support.salesforce.on())
  return (
    <Shell actor={actor} here={props.here} salesforce={salesforce}>
      {await props.children(actor)}
    </Shell>
  )
}
