import { z } from 'zod'
import { decideAccess } from '@/lib/access/decide'
import type { AccessState } from '@/lib/access/decide'
import { evidenceSchema, evidenceSelect } from '@/lib/access/evidence'
import type { Transaction } from '@/lib/db/database'
import type { CourseId, CustomerId } from '@/lib/ids'

/** What a person already has of a unit, as far as it stands in the way of paying (again). */
export type Standing =
  | 'none'
  /** Paid: they open it instead of paying. */
  | 'owned'
  /** A payment is on its way: paying now would be paying twice. */
  | 'payment-pending'
  /** Paid, and questioned by the buyer's bank: it opens again once that is settled. */
  | 'disputed'

/** What stands in the way of paying again (R10). What was given back in full may be bought anew. */
const BY_ACCESS: Readonly<Record<AccessState, Standing>> = {
  active: 'owned',
  pending: 'payment-pending',
  suspended: 'disputed',
  revoked: 'none',
  none: 'none',
}

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
  const rows = await tx.purchase.findMany({
    where: { customerId, courseId, ...(browserHash === undefined ? {} : { attempt: { browserHash } }) },
    select: evidenceSelect,
  })
  if (rows.length === 0) return 'none'
  return BY_ACCESS[decideAccess(z.array(evidenceSchema).parse(rows)).state]
}
