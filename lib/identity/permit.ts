import type { StaffId } from '@/lib/ids'
import type { Role } from './role'

/** A signed-in Redis employee, with the roles the database holds for them at this moment. */
export type StaffActor = { readonly staffId: StaffId; readonly name: string; readonly roles: readonly Role[] }

/** Who asks: an employee, or whoever may run commands on the server, from which the first admin comes. */
export type Authority = StaffActor | 'command'

export type Action =
  | 'purchase.find'
  | 'purchase.read'
  | 'delivery.retry'
  | 'finding.read'
  | 'finding.close'
  | 'health.read'
  | 'staff.read'
  | 'staff.grant'
  | 'correction.read'
  | 'invoice.correct'
  | 'purchase.refund'
  | 'tax.read'
  | 'tax.close'
  | 'salesforce.match'
  | 'catalog.read'
  | 'catalog.edit'
  | 'price.change'

/**
 * Who may do what; what is not here is refused. An admin gives roles and sees no learner: one who needs to gives
 * themselves the role, and the audit shows it.
 */
const ALLOWED: Readonly<Record<Role | 'command', readonly Action[]>> = {
  marketing: ['catalog.read', 'catalog.edit'],
  'marketing-admin': ['catalog.read', 'catalog.edit', 'price.change'],
  finance: [
    'purchase.find',
    'purchase.read',
    'health.read',
    'correction.read',
    'invoice.correct',
    'purchase.refund',
    'tax.read',
    'tax.close',
  ],
  support: [
    'purchase.find',
    'purchase.read',
    'delivery.retry',
    'finding.read',
    'finding.close',
    'health.read',
    'correction.read',
    'salesforce.match',
  ],
  admin: ['staff.read', 'staff.grant', 'health.read'],
  command: ['staff.read', 'staff.grant', 'catalog.read', 'catalog.edit', 'price.change'],
}

/** May this employee or command do this? Every capability of the staff area asks, before it reads anything. */
export function permits(authority: Authority, action: Action): boolean {
  if (authority === 'command') return ALLOWED.command.includes(action)
  return authority.roles.some((role) => ALLOWED[role].includes(action))
}

/** How an audit row names who acted: an id, never a name or an e-mail. */
export function auditActor(authority: Authority): string {
  return authority === 'command' ? 'command' : `staff:${authority.staffId}`
}
