import type { Transaction } from '@/lib/db/database'

/** Lets one transaction at a time change which units there are and in what order. */
export async function lockOrder(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('the order of the catalog', 0))::text`
}

/** The place after all units. The caller holds the order. */
export async function lastPosition(tx: Transaction): Promise<number> {
  const { _max } = await tx.course.aggregate({ _max: { position: true } })
  return (_max.position ?? -1) + 1
}
