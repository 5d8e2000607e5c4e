import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import type { Role } from '@/lib/identity/role'
import { ownIdentity } from '@/lib/identity/staff-member'
import { listStaff } from '@/lib/identity/staff-member-list'
import { grantRole, revokeRole } from '@/lib/identity/staff-member-roles'
import type { DeliveryId, PurchaseId, StaffId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import { findPurchases } from '@/lib/support/find'
import type { Note } from '@/lib/identity/note'
import { closeFinding } from '@/lib/support/close-finding'
import { listFindings } from '@/lib/support/findings'
import type { FindingId } from '@/lib/support/findings'
import { readPurchase } from '@/lib/support/read'
import { retryDelivery } from '@/lib/support/retry'
import { createSearchSeal } from '@/lib/support/search-seal'
import { settleByHand } from '@/lib/support/settle-by-hand'
import { listStuck } from '@/lib/support/stuck'

/** Staff work on purchases. Each capability asks itself whether the employee may. */
export function wireSupport(
  services: { readonly db: Database; readonly clock: Clock; readonly waker: Waker },
  secret: string,
) {
  const { db, clock } = services
  return {
    find: (actor: StaffActor, typed: string) => findPurchases(db, actor, typed),
    read: (actor: StaffActor, id: PurchaseId) => readPurchase({ db, now: clock.now() }, actor, id),
    retry: (actor: StaffActor, id: DeliveryId) => retryDelivery(services, actor, id),
    settleByHand: (actor: StaffActor, id: DeliveryId, note: Note) => settleByHand(db, actor, id, note),
    stuck: (actor: StaffActor) => listStuck({ db, now: clock.now() }, actor),
    findings: (actor: StaffActor, atMost?: number) => listFindings(db, actor, atMost),
    closeFinding: (actor: StaffActor, id: FindingId, note: Note) => closeFinding(db, actor, id, note),
    search: createSearchSeal(secret),
  }
}

/** Who works here, and as what. */
export function wireStaff({ db }: { readonly db: Database }) {
  return {
    ownIdentity: (actor: StaffActor) => ownIdentity(db, actor),
    list: (actor: StaffActor) => listStaff(db, actor),
    grant: (actor: StaffActor, staffId: StaffId, role: Role) => grantRole(db, actor, { staffId }, role),
    revoke: (actor: StaffActor, staffId: StaffId, role: Role) => revokeRole(db, actor, { staffId }, role),
  }
}
