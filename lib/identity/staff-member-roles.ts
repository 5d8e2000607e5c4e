import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { staffIdSchema } from '@/lib/ids'
import type { StaffId } from '@/lib/ids'
import { auditActor, permits } from './permit'
import type { Authority } from './permit'
import type { Role } from './role'
import type { StaffIdentity } from './staff-member'

/** Whose role it is: by row, or by how the issuer names them, which also works before their first sign-in. */
export type StaffKey = { readonly staffId: StaffId } | StaffIdentity

export type GrantResult = {
  readonly outcome:
    | 'granted'
    /** Nothing changed. */
    | 'had-it'
    | 'unknown'
    | 'forbidden'
}
export type RevokeResult = {
  readonly outcome:
    | 'revoked'
    /** Nothing changed. */
    | 'had-it-not'
    /** Somebody must be able to give roles: give this one to another first. */
    | 'last-admin'
    | 'unknown'
    | 'forbidden'
}

const idSchema = z.object({ id: staffIdSchema })

/** Gives a role, once, and audits it. A command may name somebody who has not signed in yet. */
export async function grantRole(
  db: Database,
  authority: Authority,
  who: StaffKey,
  role: Role,
): Promise<GrantResult> {
  if (!permits(authority, 'staff.grant')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    await lockRoles(tx)
    const staffId = (await findId(tx, who)) ?? (await nameMember(tx, authority, who))
    if (staffId === undefined) return { outcome: 'unknown' }
    const made = await tx.staffRole.createMany({ data: [{ staffId, role }], skipDuplicates: true })
    if (made.count === 0) return { outcome: 'had-it' }
    await audit(tx, authority, 'staff.grant', staffId, role)
    return { outcome: 'granted' }
  })
}

/** Takes a role away and audits it; it ends with the very next request. The last admin stays one. */
export async function revokeRole(
  db: Database,
  authority: Authority,
  who: StaffKey,
  role: Role,
): Promise<RevokeResult> {
  if (!permits(authority, 'staff.grant')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    await lockRoles(tx)
    const staffId = await findId(tx, who)
    if (staffId === undefined) return { outcome: 'unknown' }
    const key = { staffId_role: { staffId, role } }
    if ((await tx.staffRole.findUnique({ where: key })) === null) return { outcome: 'had-it-not' }
    if (role === 'admin' && (await tx.staffRole.count({ where: { role } })) === 1)
      return { outcome: 'last-admin' }
    await tx.staffRole.delete({ where: key })
    await audit(tx, authority, 'staff.revoke', staffId, role)
    return { outcome: 'revoked' }
  })
}

/** One change of roles at a time, so that two admins cannot remove each other at once. Readers do not wait. */
async function lockRoles(tx: Transaction): Promise<void> {
  await tx.$executeRaw`LOCK TABLE staff_role IN SHARE ROW EXCLUSIVE MODE`
}

async function findId(tx: Transaction, who: StaffKey): Promise<StaffId | undefined> {
  const where =
    'staffId' in who ? { id: who.staffId } : { issuer_subject: { issuer: who.issuer, subject: who.subject } }
  const row = await tx.staffMember.findUnique({ where, select: { id: true } })
  return row === null ? undefined : idSchema.parse(row).id
}

async function nameMember(
  tx: Transaction,
  authority: Authority,
  who: StaffKey,
): Promise<StaffId | undefined> {
  if (authority !== 'command' || 'staffId' in who) return undefined
  const { issuer, subject } = who
  const made = await tx.staffMember.upsert({
    where: { issuer_subject: { issuer, subject } },
    create: { issuer, subject },
    update: {},
    select: { id: true },
  })
  return idSchema.parse(made).id
}

async function audit(
  tx: Transaction,
  authority: Authority,
  action: 'staff.grant' | 'staff.revoke',
  staffId: StaffId,
  role: Role,
): Promise<void> {
  await tx.audit.create({
    data: {
      actor: auditActor(authority),
      action,
      subjectType: 'staff',
      subjectId: staffId,
      detail: { role },
    },
  })
}
