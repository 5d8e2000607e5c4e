import type { ReconcileServices } from './services'

export const DAY_MS = 86_400_000

/** Where a first run begins: a day before our first attempt to sell anything, or before now when there is none. */
export async function beforeFirstAttempt({ db, clock }: ReconcileServices): Promise<Date> {
  const first = await db.prisma.checkoutAttempt.aggregate({ _min: { createdAt: true } })
  return new Date((first._min.createdAt ?? clock.now()).getTime() - DAY_MS)
}
