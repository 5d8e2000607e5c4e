import type { Transaction } from '@/lib/db/database'
import type { CourseId, CustomerId } from '@/lib/ids'

/** What a person already has of a unit, as far as it stands in the way of paying (again). */
export type Standing =
  | 'none'
  /** Paid: they open it instead of paying. */
  | 'owned'
  /** A payment is on its way: paying now would be paying twice. */
  | 'payment-pending'

/** Purchases that stand in the way of paying again (R10). */
const LIVE = ['pending', 'paid']

/**
 * Looks at the person's purchases of one unit. For a claimed person `browserHash` narrows it to what this very browser
 * bought: anything else would tell a stranger what the owner of a typed address has.
 */
export async function readStanding(
  tx: Pick<Transaction, 'purchase'>,
  customerId: CustomerId,
  courseId: CourseId,
  browserHash?: Uint8Array<ArrayBuffer>,
): Promise<Standing> {
  const purchases = await tx.purchase.findMany({
    where: {
      customerId,
      courseId,
      state: { in: LIVE },
      ...(browserHash === undefined ? {} : { attempt: { browserHash } }),
    },
    select: { state: true },
  })
  if (purchases.length === 0) return 'none'
  return purchases.some(({ state }) => state === 'paid') ? 'owned' : 'payment-pending'
}
