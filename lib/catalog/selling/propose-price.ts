import type { Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { CourseId } from '@/lib/ids'
import type { Money } from '@/lib/money'
import type { Problem } from '../documents/fields'
import { readPrice } from './amount'
import { priceRowSchema } from './price-row'
import type { PriceRow } from './price-row'
import type { SellingServices } from './selling-services'

export type TypedPrice = { readonly account: string; readonly currency: string; readonly amount: string }
export type ProposePriceResult =
  /** `proof` says what was seen; it is given back to confirm exactly that. */
  | {
      readonly outcome: 'proposed'
      readonly before: Money | undefined
      readonly after: Money
      readonly proof: string
    }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }
  /** `pending`: another new price is not made at Stripe yet; finish or drop it first. */
  | { readonly outcome: 'unchanged' | 'pending' | 'missing' | 'forbidden' }

/** Shows what a new price would change. Nothing is written. */
export async function proposePrice(
  { db, accounts, proofs }: Pick<SellingServices, 'db' | 'accounts' | 'proofs'>,
  actor: Authority,
  courseId: CourseId,
  typed: TypedPrice,
): Promise<ProposePriceResult> {
  if (!permits(actor, 'price.change')) return { outcome: 'forbidden' }
  const read = readPrice(typed)
  const account = accounts.find(typed.account)?.account
  if (account === undefined) {
    const problem = { path: 'account', message: 'Choose one of the Stripe accounts' }
    return { outcome: 'invalid', problems: [problem, ...(read.outcome === 'invalid' ? read.problems : [])] }
  }
  if ((await db.prisma.course.count({ where: { id: courseId } })) === 0) return { outcome: 'missing' }
  if (read.outcome === 'invalid') return read
  const { current, pending } = await standingPrices(db.prisma, { courseId, account })
  if (pending !== undefined) return { outcome: 'pending' }
  const after = read.money
  if (current !== undefined && !current.placeholder && isSame(current.money, after))
    return { outcome: 'unchanged' }
  const proof = await proofs.seal({
    actor: auditActor(actor),
    courseId,
    account,
    seen: current?.id ?? null,
    amount: String(after.amount),
    currency: after.currency,
  })
  return { outcome: 'proposed', before: current?.money, after, proof }
}

function isSame(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currency === other.currency
}

/** What a unit costs at one account now, and what is about to replace it. */
export async function standingPrices(
  db: Pick<Transaction, 'price'>,
  where: { readonly courseId: CourseId; readonly account: string },
): Promise<{ readonly current: PriceRow | undefined; readonly pending: PriceRow | undefined }> {
  const [current, pending] = await Promise.all([
    db.price.findFirst({ where: { ...where, active: true } }),
    db.price.findFirst({ where: { ...where, activatedAt: null, replacedAt: null } }),
  ])
  return {
    current: current === null ? undefined : priceRowSchema.parse(current),
    pending: pending === null ? undefined : priceRowSchema.parse(pending),
  }
}
