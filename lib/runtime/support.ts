import type { Clock } from '@/lib/clock'
import { isSalesforceOn } from '@/lib/crm/switch'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import type { Role } from '@/lib/identity/role'
import { ownIdentity } from '@/lib/identity/staff-member'
import { listStaff } from '@/lib/identity/staff-member-list'
import { grantRole, revokeRole } from '@/lib/identity/staff-member-roles'
import type { DeliveryId, PurchaseId, StaffId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { SalesforcePort } from '@/lib/salesforce/port'
import { findPurchases } from '@/lib/support/find'
import type { Note } from '@/lib/identity/note'
import { closeFinding } from '@/lib/support/close-finding'
import { listFindings } from '@/lib/support/findings'
import type { FindingId } from '@/lib/support/findings'
import { readPurchase } from '@/lib/support/read'
import { retryDelivery } from '@/lib/support/retry'
import { chooseContact } from '@/lib/support/salesforce-choose'
import type { ContactChoice } from '@/lib/support/salesforce-choose'
import { askSalesforce, readSalesforceDesk } from '@/lib/support/salesforce-desk'
import { leaveUnmatched, watchUnmatched } from '@/lib/support/salesforce-leave'
import { lookAgain } from '@/lib/support/salesforce-look'
import { retryAllRecords } from '@/lib/support/salesforce-retry-all'
import { createSearchSeal } from '@/lib/support/search-seal'
import { settleByHand } from '@/lib/support/settle-by-hand'
import { listStuck } from '@/lib/support/stuck'

type SupportServices = {
  readonly db: Database
  readonly clock: Clock
  readonly waker: Waker
  /** Undefined while Salesforce is switched off. */
  readonly salesforce?: SalesforcePort | undefined
  /** Its own address of Redis (My Domain), which leads to records also before the first call. */
  readonly salesforceUrl?: string | undefined
}

/** Staff work on purchases. Each capability asks itself whether the employee may. */
export function wireSupport(services: SupportServices, secret: string) {
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
    salesforce: wireSalesforceDesk(services),
  }
}

/** Staff work on what Salesforce holds of purchases. */
function wireSalesforceDesk({ db, clock, waker, salesforce, salesforceUrl }: SupportServices) {
  const services = { db, waker, salesforce }
  return {
    /** Whether there is anything of it to show. */
    on: () => isSalesforceOn(db.prisma),
    /** Where people open a record there; undefined where that is not known. */
    recordPage: (id: string) => salesforce?.recordPage(id) ?? (salesforceUrl && `${salesforceUrl}/${id}`),
    ask: (actor: StaffActor) => askSalesforce(services, actor),
    desk: (actor: StaffActor, asked: Parameters<typeof readSalesforceDesk>[2]) =>
      readSalesforceDesk({ db, now: clock.now() }, actor, asked),
    choose: (actor: StaffActor, choice: ContactChoice) => chooseContact(services, actor, choice),
    leave: (actor: StaffActor, id: PurchaseId, note: Note) => leaveUnmatched(db, actor, id, note),
    watch: (actor: StaffActor, id: PurchaseId) => watchUnmatched(db, actor, id),
    look: (actor: StaffActor) => lookAgain(services, actor),
    retryAll: (actor: StaffActor) => retryAllRecords(services, actor),
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
