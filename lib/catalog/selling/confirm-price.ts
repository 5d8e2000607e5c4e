import type { Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { DEFAULT_ACCOUNT, priceIdSchema } from '@/lib/ids'
import type { CourseId, PriceId } from '@/lib/ids'
import { toDecimal } from '@/lib/money'
import { TAX_CODES } from '../tax-codes'
import { auditUnit } from './audit-unit'
import { completePrice } from './complete-price'
import type { CompleteResult } from './complete-price'
import { lockUnit } from './lock-unit'
import type { LockedUnit } from './lock-unit'
import type { PriceProof } from './price-proof'
import { standingPrices } from './propose-price'
import type { SellingServices } from './selling-services'

export type ConfirmPriceResult = CompleteResult | { readonly outcome: 'missing' | 'forbidden' }

/**
 * Changes a price as it was proposed. It is written down first, then made at Stripe, then the old one is replaced, so that
 * whatever breaks in between can be finished or dropped. `stale`: somebody changed it meanwhile, or the proof is too old.
 */
export async function confirmPrice(
  services: SellingServices,
  actor: Authority,
  courseId: CourseId,
  proof: string,
): Promise<ConfirmPriceResult> {
  if (!permits(actor, 'price.change')) return { outcome: 'forbidden' }
  const { db, proofs } = services
  const seen = await proofs.open(proof)
  if (seen?.courseId !== courseId || seen.actor !== auditActor(actor)) return { outcome: 'stale' }
  const written = await db.prisma.$transaction(async (tx) => {
    const unit = await lockUnit(tx, courseId)
    return unit === undefined ? ({ outcome: 'missing' } as const) : writePending(tx, actor, unit, seen)
  })
  return written.outcome === 'written' ? completePrice(services, actor, written.priceId) : written
}

type Written = { readonly outcome: 'written'; readonly priceId: PriceId } | { readonly outcome: 'stale' }

async function writePending(
  tx: Transaction,
  actor: Authority,
  unit: LockedUnit,
  { account, seen, amount, currency }: PriceProof,
): Promise<Written> {
  const courseId = unit.id
  const { current, pending } = await standingPrices(tx, { courseId, account })
  if (pending !== undefined || (current?.id ?? null) !== seen) return { outcome: 'stale' }
  const like = current ?? (await standingPrices(tx, { courseId, account: DEFAULT_ACCOUNT })).current
  const row = await tx.price.create({
    data: {
      courseId,
      account,
      currency,
      unitAmount: BigInt(amount),
      // Finance may have set another one than the kind's: a new price keeps it.
      taxCode: like?.taxCode ?? TAX_CODES[unit.kind],
      active: false,
      activatedAt: null,
      createdBy: auditActor(actor),
    },
    select: { id: true },
  })
  await auditUnit(tx, actor, 'price.confirm', {
    courseId,
    account,
    price: row.id,
    from: current === undefined ? null : `${toDecimal(current.money)} ${current.money.currency}`,
    to: `${toDecimal({ amount: BigInt(amount), currency })} ${currency}`,
  })
  return { outcome: 'written', priceId: priceIdSchema.parse(row.id) }
}
