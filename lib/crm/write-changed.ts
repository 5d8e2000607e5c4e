import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { carryOut } from './carry-out'
import type { CarriedOut } from './carry-out'
import { claimSyncs } from './claim'
import type { ClaimedSync } from './claim'
import { keepHealth } from './drain'
import type { ImpliedRow, Rows } from './implied-row'
import { keepMatches } from './look-for-people'
import type { Looked } from './look-for-people'
import { recordOwed } from './owe'
import type { SyncServices } from './services'

/** Deliveries of this process alone, with what their records are made of: read under the same lock. */
export type Claimed = { readonly deliveries: readonly ClaimedSync[]; readonly rows: readonly ImpliedRow[] }
const NOTHING: Claimed = { deliveries: [], rows: [] }

/**
 * Owes the records of these purchases where they differ from what was sent, and takes them for this process in the same
 * transaction, so that each is carried out once although no job was made for it. `looked`: what was just found out about
 * their buyers. What somebody else is carrying out is left to them.
 */
export async function claimChanged(
  { db, workerId }: Pick<SyncServices, 'db' | 'workerId'>,
  purchaseIds: readonly PurchaseId[],
  looked: readonly Looked[] = [],
): Promise<Claimed> {
  if (purchaseIds.length === 0) return NOTHING
  return db.prisma.$transaction(
    async (tx) => {
      const rows: Rows = (sql, values) => tx.$queryRawUnsafe(sql, ...values)
      await keepMatches(rows, looked)
      const owed = await recordOwed(tx, purchaseIds)
      const ids: readonly DeliveryId[] = [...owed.made, ...owed.waiting]
      return ids.length === 0
        ? NOTHING
        : { deliveries: await claimSyncs(rows, ids, workerId()), rows: owed.rows }
    },
    { timeout: 30_000 },
  )
}

/** Writes what was claimed, and tells everybody how Salesforce is. */
export async function writeClaimed(
  services: SyncServices,
  { deliveries, rows }: Claimed,
): Promise<CarriedOut> {
  if (deliveries.length === 0) return { done: 0, needsPerson: 0, trouble: undefined }
  const result = await carryOut(services, deliveries, rows)
  await keepHealth(services, result.trouble)
  return result
}
