import type { Transaction } from '@/lib/db/database'
import type { CourseId, CustomerId, PurchaseId, SessionId } from '@/lib/ids'

type Bought = {
  readonly customerId: CustomerId
  readonly courseId: CourseId
  readonly smid: string
  readonly linkSmid: string | null
  readonly repeat: boolean
}

/**
 * Leaves for support what a person should look at: never a reason to hold back the course, never an automatic refund
 * (R10). Safe to run again: one finding of a kind per purchase.
 */
export async function recordFindings(tx: Transaction, bought: Bought, purchaseId: PurchaseId): Promise<void> {
  if (bought.linkSmid !== null && bought.linkSmid !== bought.smid)
    await add(tx, purchaseId, 'smid-mismatch', 'Bought for another account than the purchase link named.')
  if (bought.repeat) return
  const other = await sameBought(tx, bought, purchaseId)
  if (other !== undefined)
    await add(
      tx,
      purchaseId,
      'possible-duplicate',
      `The same person seems to have bought this with ${other}.`,
    )
}

async function add(tx: Transaction, purchaseId: PurchaseId, kind: string, detail: string): Promise<void> {
  await tx.finding.createMany({ data: [{ purchaseId, kind, detail }], skipDuplicates: true })
}

/** Leaves one finding on the purchase of a session, if there is one. Safe to run again. */
export async function noteFinding(
  tx: Pick<Transaction, 'purchase' | 'finding'>,
  of: { readonly sessionId: SessionId },
  kind: 'early-fraud-warning' | 'invoice-failed',
  detail: string,
): Promise<void> {
  const purchase = await tx.purchase.findUnique({ where: of, select: { id: true } })
  if (purchase === null) return
  await tx.finding.createMany({ data: [{ purchaseId: purchase.id, kind, detail }], skipDuplicates: true })
}

/** An earlier live purchase of the unit by this person, or by one with the same account and e-mail. */
async function sameBought(
  tx: Transaction,
  { customerId, courseId }: Bought,
  purchaseId: PurchaseId,
): Promise<string | undefined> {
  const { smid, emailKey } = await tx.customer.findUniqueOrThrow({ where: { id: customerId } })
  const namesakes =
    smid === null || emailKey === null
      ? []
      : await tx.customer.findMany({ where: { smid, emailKey }, select: { id: true } })
  const row = await tx.purchase.findFirst({
    where: {
      id: { lt: purchaseId },
      courseId,
      customerId: { in: [customerId, ...namesakes.map(({ id }) => id)] },
      state: { in: ['pending', 'paid'] },
    },
    orderBy: { id: 'asc' },
    select: { reference: true },
  })
  return row?.reference
}
