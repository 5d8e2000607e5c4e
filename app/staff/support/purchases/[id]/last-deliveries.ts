import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'

/** What counts at each destination now: the last of its series of unlocks and revokes, which are read in their order. */
export function lastDeliveries({ deliveries }: Pick<PurchaseRecord, 'deliveries'>): DeliveryStanding[] {
  const series = Map.groupBy(deliveries.values(), ({ destination }) => destination)
  return [...series.values()].flatMap((each) => each.slice(-1))
}
