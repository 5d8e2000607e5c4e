import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'

/** What opens and closes the course: the last of the unlocks and revokes at each destination, which are read in their order. */
export function lastDeliveries({ deliveries }: Pick<PurchaseRecord, 'deliveries'>): DeliveryStanding[] {
  const access = [...deliveries.values()].filter(({ action }) => action !== 'sync')
  const series = Map.groupBy(access, ({ destination }) => destination)
  return [...series.values()].flatMap((each) => each.slice(-1))
}

/** How the purchase's record in Salesforce is owed now; undefined where it never was. */
export function lastSync({ deliveries }: Pick<PurchaseRecord, 'deliveries'>): DeliveryStanding | undefined {
  return [...deliveries.values()].findLast(({ action }) => action === 'sync')
}
