import { openDatabase } from '@/lib/db/database'
import type { Role } from '@/lib/identity/role'
import { grantRole } from '@/lib/identity/staff-member-roles'

/** Who plays which part in the demo; Nora has no role, to show what that looks like. */
const ROLES: readonly (readonly [subject: string, role: Role])[] = [
  ['staff-ada', 'admin'],
  ['staff-ada', 'support'],
  ['staff-max', 'support'],
  ['staff-fia', 'finance'],
  ['staff-mara', 'marketing'],
  ['staff-pia', 'marketing-admin'],
]

/** Gives the emulated employees their roles, as `npm run staff` would. Repeating it changes nothing. */
export async function giveDemoRoles(databaseUrl: string, issuer: string): Promise<void> {
  const db = openDatabase(databaseUrl, {
    connections: 2,
    applicationName: 'university-demo',
    onIdleError: () => undefined,
  })
  try {
    for (const [subject, role] of ROLES) await grantRole(db, 'command', { issuer, subject }, role)
  } finally {
    await db.close()
  }
}
