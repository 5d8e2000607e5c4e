import { oweDelivery } from '@/lib/deliveries/owe'
import type { FlockjayReading } from '@/lib/flockjay/port'
import type { PurchaseId } from '@/lib/ids'
import { readOneAccessHere } from './access-here'
import type { KnownPurchase } from './access-here'
import type { Found } from './discrepancies'
import { judgeAccess } from './judge-access'
import type { AccessThere } from './judge-access'
import type { ReconcileServices } from './services'

export type Settled =
  | { readonly outcome: 'agrees' | 'under-way' }
  | { readonly outcome: 'differs'; readonly found: Found; readonly repaired: boolean }

/**
 * Looks closely at one purchase that seemed to differ: reads it at Flockjay, then judges it again under the person's
 * lock. What differs is owed once more, unless a delivery came in between. Throws when Flockjay does not answer.
 */
export async function settleAccess(services: ReconcileServices, purchaseId: PurchaseId): Promise<Settled> {
  const { db, flockjay, log, waker } = services
  const before = await readOneAccessHere(db.prisma, purchaseId)
  if (before === undefined) return { outcome: 'agrees' }
  const reading = await flockjay.read(purchaseId)
  if (reading.outcome === 'retry') throw new Error(`Flockjay could not be read: ${reading.detail}`)
  const there = shownThere(reading)
  if (there === undefined) return unreadable(before, reading.detail)
  const settled = await db.prisma.$transaction(async (tx): Promise<Settled> => {
    await tx.$queryRaw`SELECT id::text FROM customer WHERE id = ${before.customerId}::uuid FOR UPDATE`
    const here = await readOneAccessHere(tx, purchaseId)
    // Another delivery since the reading: what was read may be older than it.
    if (here === undefined || here.lastId !== before.lastId || here.last !== before.last)
      return { outcome: 'under-way' }
    const judged = judgeAccess(here, there)
    if (judged.verdict !== 'differs') return { outcome: judged.verdict }
    const { kind, owe } = judged
    const made = owe && (await oweDelivery(tx, purchaseId, 'flockjay', owe, { again: true }))
    const found = { kind, subject: purchaseId, detail: `${here.reference}: ${judged.detail}` }
    return { outcome: 'differs', found, repaired: made !== undefined }
  })
  if (settled.outcome === 'differs' && settled.repaired) {
    waker.wake('delivery')
    log.warn({ purchase: purchaseId, kind: settled.found.kind }, 'access is put right at Flockjay')
  }
  return settled
}

function shownThere(reading: FlockjayReading): AccessThere | undefined {
  if (reading.outcome === 'none') return { status: 'none' }
  return reading.outcome === 'found' ? reading : undefined
}

/** Flockjay answers, but not with this enrolment: an unlock would end the same way. */
function unreadable({ purchaseId, reference, access }: KnownPurchase, why: string): Settled {
  if (access !== 'active') return { outcome: 'agrees' }
  const found = { kind: 'paid-without-access', subject: purchaseId, detail: `${reference}: ${why}.` } as const
  return { outcome: 'differs', found, repaired: false }
}
