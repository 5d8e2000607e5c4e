import type { Transaction } from '@/lib/db/database'
import type { Authority } from '@/lib/identity/permit'
import type { PriceId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { PriceOrder, StripePrice } from '@/lib/stripe/prices'
import { auditUnit } from './audit-unit'
import { lockUnit } from './lock-unit'
import { readPriceOrder } from './price-order'
import { priceRowSchema, standingOf } from './price-row'
import type { PriceRow } from './price-row'
import type { PriceServices } from './selling-services'

export type CompleteResult =
  /** `stale`: somebody dropped or replaced it meanwhile, or changed the SKU. `unreachable`: kept, to be finished later. */
  | { readonly outcome: 'changed' | 'stale' | 'unreachable' }
  /** Stripe looked and said no, in its words; kept, to be finished or dropped. */
  | { readonly outcome: 'refused'; readonly detail: string }

const MADE_UP = 'The price is a placeholder, and this account takes real money: set the real price first'

/**
 * Makes a written price at Stripe and lets the unit be sold at it; the price it replaces is archived there by a job. Takes
 * up wherever an earlier try broke off, and does no harm when all is done. The caller has asked for the permit.
 */
export async function completePrice(
  services: PriceServices,
  actor: Authority,
  id: PriceId,
): Promise<CompleteResult> {
  const { db, accounts, log, appUrl } = services
  const read = await readPriceOrder(db, id, appUrl)
  const stripe = read && accounts.find(read.row.account)
  if (read === undefined || stripe === undefined) return { outcome: 'stale' }
  const { row, order } = read
  if (standingOf(row) === 'settled') return { outcome: 'stale' }
  if (standingOf(row) === 'active' && row.stripePriceId !== null) return { outcome: 'changed' }
  // The price list was not known when the catalog was written: such prices never become real money.
  if (row.placeholder && stripe.livemode) return { outcome: 'refused', detail: MADE_UP }
  const made = await stripe.prices.ensure(order)
  if (made.outcome !== 'done') {
    const { outcome, detail } = made
    log.warn({ sku: order.sku, account: row.account, outcome, detail }, 'a price was not made at Stripe')
    return outcome === 'refused' ? { outcome, detail } : { outcome }
  }
  const kept = await db.prisma.$transaction((tx) =>
    keep(services, tx, actor, { row, order, made: made.value }),
  )
  if (kept.surplus) {
    const { outcome } = await stripe.prices.archive(made.value.priceId, kept.instead)
    if (outcome !== 'done') log.warn({ price: made.value.priceId }, 'a price too many is left at Stripe')
  }
  return { outcome: kept.outcome }
}

type Made = { readonly row: PriceRow; readonly order: PriceOrder; readonly made: StripePrice }

type Kept = {
  readonly outcome: 'changed' | 'stale'
  /** What Stripe made is of no use: the SKU changed meanwhile, or somebody at the same moment made another. */
  readonly surplus: boolean
  readonly instead?: string
}

/** Writes down what Stripe made, as far as the price still stands as it did before. */
async function keep(
  { clock }: PriceServices,
  tx: Transaction,
  actor: Authority,
  { row: { id, courseId }, order, made }: Made,
): Promise<Kept> {
  const unit = await lockUnit(tx, courseId)
  const row = priceRowSchema.parse(await tx.price.findUniqueOrThrow({ where: { id } }))
  if (unit?.sku !== order.sku) return { outcome: 'stale', surplus: true }
  const ids = { stripeProductId: made.productId, stripePriceId: made.priceId }
  const standing = standingOf(row)
  if (standing === 'settled') {
    // Dropped while Stripe was making it: it must not be sold at there.
    await tx.price.update({ where: { id }, data: { ...ids, archivedAt: null } })
    await enqueue(tx, 'price-archive', { priceId: id }, { key: id })
    return { outcome: 'stale', surplus: false }
  }
  if (standing === 'pending') {
    await replaceCurrent(tx, row, clock.now())
    await tx.price.update({ where: { id }, data: { ...ids, active: true, activatedAt: clock.now() } })
    await auditUnit(tx, actor, 'price.activate', { courseId, account: row.account, price: id })
    return { outcome: 'changed', surplus: false }
  }
  const { stripePriceId } = row
  if (stripePriceId !== null)
    return { outcome: 'changed', surplus: stripePriceId !== made.priceId, instead: stripePriceId }
  await tx.price.update({ where: { id }, data: ids })
  await auditUnit(tx, actor, 'price.make', { courseId, account: row.account, price: id })
  return { outcome: 'changed', surplus: false }
}

/** A checkout that begins at this moment may still open its session at the old price: our calls to Stripe end by then. */
const UNDER_WAY_MS = 30_000

async function replaceCurrent(tx: Transaction, { courseId, account }: PriceRow, now: Date): Promise<void> {
  const current = await tx.price.findFirst({
    where: { courseId, account, active: true },
    select: { id: true },
  })
  if (current === null) return
  await tx.price.update({ where: { id: current.id }, data: { active: false, replacedAt: now } })
  const due = new Date(now.getTime() + UNDER_WAY_MS)
  await enqueue(tx, 'price-archive', { priceId: current.id }, { key: current.id, due })
}
