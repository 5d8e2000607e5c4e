import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { staffIdSchema } from '@/lib/ids'
import type { StaffId } from '@/lib/ids'
import type { StaffActor } from './permit'
import { roleSchema } from './role'

/** How the workforce issuer names a person. The pair is the person; name and e-mail may change. */
export type StaffIdentity = { readonly issuer: string; readonly subject: string }

/** What the workforce issuer said at a sign-in. Whatever else it claims, such as roles, is not even taken in. */
export type StaffSignIn = StaffIdentity & {
  readonly name: string | undefined
  readonly email: string | undefined
}

const memberSchema = z.object({
  id: staffIdSchema,
  issuer: z.string(),
  subject: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
})
const withRolesSchema = memberSchema.extend({ roles: z.array(z.object({ role: roleSchema })) })

/** Remembers who signed in, with the latest name and e-mail. Gives no role, ever, and takes none. */
export async function recordStaffSignIn(db: Database, signIn: StaffSignIn): Promise<StaffId> {
  const { issuer, subject } = signIn
  // What the issuer left out this time does not erase what it said before.
  const said = {
    ...(signIn.name === undefined ? {} : { name: signIn.name }),
    ...(signIn.email === undefined ? {} : { email: signIn.email }),
    lastSignInAt: new Date(),
  }
  const member = await db.prisma.staffMember.upsert({
    where: { issuer_subject: { issuer, subject } },
    create: { issuer, subject, ...said },
    update: said,
    select: { id: true },
  })
  return staffIdSchema.parse(member.id)
}

/** The employee behind a sign-in with the roles they have now; undefined for one who never signed in nor was named. */
export async function findStaff(
  db: Database,
  { issuer, subject }: StaffIdentity,
): Promise<StaffActor | undefined> {
  const row = await db.prisma.staffMember.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { roles: { orderBy: { role: 'asc' } } },
  })
  if (row === null) return undefined
  const member = withRolesSchema.parse(row)
  return {
    staffId: member.id,
    name: member.name ?? member.email ?? member.subject,
    roles: member.roles.map(({ role }) => role),
  }
}

/** What an employee without a role passes on to an admin, so that they can be found. Only about oneself. */
export async function ownIdentity(
  db: Database,
  actor: StaffActor,
): Promise<StaffIdentity & { readonly email: string | undefined }> {
  const row = await db.prisma.staffMember.findUniqueOrThrow({ where: { id: actor.staffId } })
  const { issuer, subject, email } = memberSchema.parse(row)
  return { issuer, subject, email: email ?? undefined }
}
