import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { staffIdSchema } from '@/lib/ids'
import { permits } from './permit'
import type { Authority } from './permit'
import { roleSchema } from './role'

const memberSchema = z
  .object({
    id: staffIdSchema,
    issuer: z.string(),
    subject: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    lastSignInAt: z.date().nullable(),
    roles: z.array(z.object({ role: roleSchema })),
  })
  .transform(({ roles, ...member }) => ({ ...member, roles: roles.map(({ role }) => role) }))
export type StaffMember = z.infer<typeof memberSchema>

export type StaffList =
  { readonly outcome: 'found'; readonly members: readonly StaffMember[] } | { readonly outcome: 'forbidden' }

/** Everybody who signed in or was named, those with roles first: whom an admin is most likely to look for. */
export async function listStaff(db: Database, authority: Authority): Promise<StaffList> {
  if (!permits(authority, 'staff.read')) return { outcome: 'forbidden' }
  const rows = await db.prisma.staffMember.findMany({
    include: { roles: { orderBy: { role: 'asc' } } },
    orderBy: [{ roles: { _count: 'desc' } }, { name: 'asc' }, { subject: 'asc' }],
  })
  return { outcome: 'found', members: z.array(memberSchema).parse(rows) }
}
