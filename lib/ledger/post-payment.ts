import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import type { PurchaseId } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import type { PaymentMoney } from './payment-money'
import { post } from './post'
import { postingKinds, books } from './posting'
import { postingsOf } from './postings'
import type { PostedEntry } from './rounding'
import { roundingsOf } from './rounding'

/**
 * Brings the books of one paid purchase to all that one reading found: what is missing is posted, nothing is posted
 * twice, nothing is changed. Readings of any age may be posted in any order and at once: the balances come out alike.
 */
export async function postPayment(tx: Transaction, payment: PaymentMoney): Promise<void> {
  const { account, purchaseId, sale, refunds, disputes } = payment
  const postings = postingsOf(payment)
  if (refunds.length === 0 && disputes.length === 0) {
    for (const posting of postings) await post(tx, posting)
    return
  }
  // Roundings look at what is posted: one at a time for each purchase. Nothing else needs it, keys are unique.
  await tx.$queryRaw`SELECT id::text FROM purchase WHERE id = ${purchaseId}::uuid FOR NO KEY UPDATE`
  for (const posting of postings) await post(tx, posting)
  for (const { name, number, ...rounding } of roundingsOf(await postedOf(tx, purchaseId), sale.currency)) {
    await post(tx, { ...rounding, key: `${name}:${purchaseId}:${number}`, account, purchaseId })
  }
}

const rowSchema = z.object({
  key: z.string(),
  kind: z.enum(postingKinds),
  occurredAt: z.date(),
  entries: z.array(
    z.object({
      book: z.enum(books),
      currency: currencySchema,
      amount: z.bigint(),
      jurisdiction: z.string().nullable(),
    }),
  ),
})

async function postedOf(tx: Transaction, purchaseId: PurchaseId): Promise<PostedEntry[]> {
  const rows = await tx.ledgerTransaction.findMany({ where: { purchaseId }, include: { entries: true } })
  return rows
    .map((row) => rowSchema.parse(row))
    .flatMap(({ entries, ...of }) =>
      entries.map(({ jurisdiction, ...entry }) => ({
        ...of,
        ...entry,
        ...(jurisdiction === null ? {} : { jurisdiction }),
      })),
    )
}
