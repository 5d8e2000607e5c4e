import type { Database, Transaction } from '@/lib/db/database'

/** Whether purchases are owed to Salesforce at all. */
export async function isSalesforceOn(tx: Pick<Transaction, 'circuit'>): Promise<boolean> {
  const row = await tx.circuit.findUnique({
    where: { destination: 'salesforce' },
    select: { enabled: true },
  })
  return row?.enabled === true
}

/**
 * Keeps in Postgres whether Salesforce is switched on, so that every process owes the same: workers say it as they start,
 * from their configuration. Switched off, nothing waits for it any more; switched on again, the comparison and the
 * backfill find what was missed. Returns whether it changed.
 */
export async function switchSalesforce(db: Database, on: boolean): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.circuit.updateMany({
      where: { destination: 'salesforce', enabled: !on },
      data: { enabled: on, state: 'closed', failures: 0, openedAt: null, probeAt: null, detail: null },
    })
    if (count === 1 && !on)
      await tx.delivery.updateMany({
        where: { destination: 'salesforce', state: { in: ['waiting', 'needs-person'] } },
        data: { state: 'superseded' },
      })
    return count === 1
  })
}
