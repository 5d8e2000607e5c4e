import { PendingButton } from '@/app/_ui/pending-button'
import { ROLES } from '@/lib/identity/role'
import type { StaffMember } from '@/lib/identity/staff-member-list'
import { giveRole, takeRole } from './actions'

/** The roles somebody has; each can be taken away behind one more click that says what it means. */
export function HeldRoles(props: {
  readonly member: StaffMember
  readonly mayChange: boolean
  readonly own: boolean
}) {
  const { member, mayChange, own } = props
  if (member.roles.length === 0) return <span className="fine">no role</span>
  if (!mayChange) return <>{member.roles.join(', ')}</>
  const name = own ? 'you' : (member.name ?? member.subject)
  return (
    <div className="desk-roles">
      {member.roles.map((role) => (
        <details key={role} className="desk-confirm">
          <summary>
            {role}
            <span className="fine">
              take away…<span className="visually-hidden"> from {name}</span>
            </span>
          </summary>
          <form action={takeRole}>
            <input type="hidden" name="person" value={member.id} />
            <input type="hidden" name="role" value={role} />
            <p>
              {own ? 'You lose' : `${name} loses`} everything “{role}” allows, from the next click on.
              {own && role === 'admin' && ' Only another admin can give it back to you.'}
            </p>
            <PendingButton
              label={`Take ${role} from ${name}`}
              pendingLabel="Taking it away …"
              className="desk-button"
            />
          </form>
        </details>
      ))}
    </div>
  )
}

/** A choice of the roles somebody does not have yet. */
export function GiveRole({ member }: { readonly member: StaffMember }) {
  const missing = ROLES.filter((role) => !member.roles.includes(role))
  if (missing.length === 0) return null
  const id = `role-${member.id}`
  return (
    <form action={giveRole} className="desk-give">
      <input type="hidden" name="person" value={member.id} />
      <label className="visually-hidden" htmlFor={id}>
        Role for {member.name ?? member.subject}
      </label>
      <select id={id} name="role" required defaultValue="">
        <option value="" disabled>
          Choose a role
        </option>
        {missing.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </select>
      <PendingButton label="Give" pendingLabel="Giving …" className="desk-button" />
    </form>
  )
}
