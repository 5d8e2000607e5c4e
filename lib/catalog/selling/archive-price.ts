import { z } from 'zod'
import { priceIdSchema } from '@/lib/ids'
import type { PriceId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Answer } from '@/lib/stripe/invoice-answer'
import { readPriceOrder } from './price-order'
import { standingOf } from './price-row'
import type { PriceRow } from './price-row'
import { standingPrices } from './propose-price'
import type { PriceServices } from './selling-services'

/**
 * Ends a replaced or dropped price at Stripe: no new session is opened at it, open ones keep it. Going back to an old
 * amount may take the same Stripe price up again, at any moment: so whoever stands is looked at before and after, and a
 * price that is active here is active there in the end. Throws where Stripe does not do it: the job is tried again.
 */
export async function archivePrice(services: PriceServices, priceId: PriceId): Promise<void> {
  const { db, accounts, log, appUrl } = services
  const read = await readPriceOrder(db, priceId, appUrl)
  if (read === undefined || standingOf(read.row) !== 'settled' || read.row.archivedAt !== null) return
  const { row, order } = read
  const stripe = accounts.find(row.account)
  if (stripe === undefined) {
    log.warn({ account: row.account, price: priceId }, 'a price is of an account that is not configured')
    return
  }
  // One that was dropped in the middle may have been made without our knowing.
  const stripePriceId = row.stripePriceId ?? done(await stripe.prices.find(order))
  if (stripePriceId === undefined) return markArchived(services, priceId)
  const use = await useOf(services, row, stripePriceId)
  // What is only about to stand may take it up, or another one: looked at again by the sweep.
  if (use.by === 'pending') return
  if (use.by === 'nobody') done(await stripe.prices.archive(stripePriceId, use.active))
  else done(await stripe.prices.revive(stripePriceId))
  const now = await useOf(services, row, stripePriceId)
  if (now.by !== use.by) {
    done(await stripe.prices.revive(stripePriceId))
    throw new Error('the prices of the unit changed meanwhile')
  }
  // One that stands and took it up answers for it from here on.
  await markArchived(services, priceId)
}

/** Who of those that stand, or are about to, uses this price of Stripe; and which one is the active one's. */
async function useOf(
  { db }: PriceServices,
  { courseId, account, money }: PriceRow,
  stripePriceId: string,
): Promise<{ readonly by: 'active' | 'pending' | 'nobody'; readonly active: string | undefined }> {
  const { current, pending } = await standingPrices(db.prisma, { courseId, account })
  const active = current?.stripePriceId ?? undefined
  if (active === stripePriceId) return { by: 'active', active }
  const waits = pending?.money.amount === money.amount && pending.money.currency === money.currency
  return { by: waits ? 'pending' : 'nobody', active }
}

async function markArchived({ db, clock }: PriceServices, id: PriceId): Promise<void> {
  await db.prisma.price.updateMany({
    where: { id, replacedAt: { not: null }, archivedAt: null },
    data: { archivedAt: clock.now() },
  })
}

const dueSchema = z.array(z.object({ id: priceIdSchema }))
/** A price's own job is given this long before the sweep makes another; it waits for half of that. */
const JOB_MS = 60_000

/** For the sweep: prices whose job is gone, or which waited for another, get a new one. */
export async function archiveDue({ db, accounts, clock, waker }: PriceServices): Promise<void> {
  const before = new Date(clock.now().getTime() - JOB_MS)
  await db.prisma.$transaction(async (tx) => {
    const due = await tx.price.findMany({
      where: {
        account: { in: accounts.all.map(({ account }) => account) },
        replacedAt: { lt: before },
        archivedAt: null,
      },
      select: { id: true },
      orderBy: { replacedAt: 'asc' },
      take: 100,
    })
    // A key of its own: the first job may be held by a worker that died with it.
    for (const { id } of dueSchema.parse(due))
      await enqueue(tx, 'price-archive', { priceId: id }, { key: `${id}@sweep` })
  })
  waker.wake('price-archive')
}

function done<T>(answer: Answer<T>): T {
  if (answer.outcome === 'done') return answer.value
  throw new Error(`a price was not archived at Stripe: ${answer.outcome}, ${answer.detail}`)
}
