import type { Database } from '@/lib/db/database'
import type { Account } from '@/lib/ids'
import type { BalanceLine } from '@/lib/stripe/port'

const BATCH = 200

/** Copies lines of Stripe's balance into our mirror, a batch at a time. Returns how many lines there were. */
export async function mirrorBalance(
  db: Database,
  account: Account,
  lines: AsyncIterable<BalanceLine>,
): Promise<number> {
  let count = 0
  let batch: BalanceLine[] = []
  for await (const line of lines) {
    count += 1
    batch.push(line)
    if (batch.length < BATCH) continue
    await keepLines(db, account, batch)
    batch = []
  }
  await keepLines(db, account, batch)
  return count
}

/** Keeps lines of the balance, each once: Stripe never changes one that it has made. */
export async function keepLines(
  db: Database,
  account: Account,
  lines: readonly BalanceLine[],
): Promise<void> {
  if (lines.length === 0) return
  await db.prisma.balanceTransaction.createMany({
    data: lines.map(({ id, category, type, source, currency, gross, fee, net, occurredAt }) => ({
      id,
      account,
      category,
      type,
      source: source ?? null,
      currency,
      gross,
      fee,
      net,
      createdAt: occurredAt,
    })),
    skipDuplicates: true,
  })
}
