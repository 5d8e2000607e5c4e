import type { Metadata } from 'next'
import { Desk } from '@/app/staff/desk'
import { DeskTable } from '@/app/staff/desk-table'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { When } from '@/app/staff/when'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { StaffMember } from '@/lib/identity/staff-member-list'
import { services } from '@/lib/runtime/services'
import { GiveRole, HeldRoles } from './role-forms'

export const metadata: Metadata = { title: 'People and roles' }

type Query = Promise<{ did?: string | string[] }>

/** Who works here, and as what. */
export default async function PeoplePage({ searchParams }: { readonly searchParams: Query }) {
  const { did } = await searchParams
  return (
    <Desk here="people" path="/staff/people">
      {(actor) => people(actor, did)}
    </Desk>
  )
}

async function people(actor: StaffActor, did: string | readonly string[] | undefined) {
  const list = await services().staff.list(actor)
  if (list.outcome === 'forbidden') return <Refused what="People and roles are for admins." />
  const mayChange = permits(actor, 'staff.grant')
  return (
    <>
      <h1>People and roles</h1>
      <DidNotice did={did} />
      <p className="desk-answer">
        Everybody who has signed in with Redis’s workforce login is here.{' '}
        <strong>A role comes only from this page</strong> or the command on the server, and counts from the
        next click on.
      </p>
      <DeskTable
        caption="People and their roles"
        columns={['Person', 'Roles', 'Last sign-in (UTC)', '']}
        rows={list.members.map((member) => ({
          key: member.id,
          cells: [
            <Person key="person" member={member} own={member.id === actor.staffId} />,
            <HeldRoles key="roles" member={member} mayChange={mayChange} own={member.id === actor.staffId} />,
            member.lastSignInAt === null ? 'never' : <When key="seen" at={member.lastSignInAt} />,
            mayChange ? <GiveRole key="give" member={member} /> : undefined,
          ],
        }))}
      />
    </>
  )
}

function Person({ member, own }: { readonly member: StaffMember; readonly own: boolean }) {
  return (
    <>
      <strong>{member.name ?? member.email ?? member.subject}</strong>
      {own && ' (you)'}
      <br />
      <span className="fine">
        {member.email}
        {member.email !== null && <br />}
        <code>{member.subject}</code>
      </span>
    </>
  )
}
