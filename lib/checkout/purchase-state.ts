import { z } from 'zod'
import { evidenceSchema, evidenceSelect } from '@/lib/access/evidence'
import { judge } from '@/lib/access/standing'
import type { Standing } from '@/lib/access/standing'

/** What to read of a purchase to tell its owner where it stands: its money, and the last thing owed to Flockjay for it. */
export const standingSelect = {
  ...evidenceSelect,
  paidAt: true,
  refunds: { select: { id: true, amount: true, currency: true, state: true, createdAt: true } },
  creditNotes: {
    select: { id: true, number: true, currency: true, state: true, outOfBand: true },
    orderBy: { createdAt: 'asc' },
  },
  deliveries: {
    where: { destination: 'flockjay' },
    select: { action: true, state: true, createdAt: true, doneAt: true },
    orderBy: { number: 'desc' },
    take: 1,
  },
} as const

const deliverySchema = z.object({
  action: z.string(),
  state: z.string(),
  createdAt: z.date(),
  doneAt: z.date().nullable(),
})
export const standingSchema = evidenceSchema.extend({
  paidAt: z.date().nullable(),
  refunds: z.array(
    evidenceSchema.shape.refunds.element.extend({ currency: z.string(), createdAt: z.date() }),
  ),
  creditNotes: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      currency: z.string(),
      state: z.string(),
      outOfBand: z.bigint(),
    }),
  ),
  // The last of the series alone is read.
  deliveries: z.array(deliverySchema).max(1),
})
type StandingRow = z.infer<typeof standingSchema>

/**
 * open: it can be opened now. unlocking: paid, not yet open in Flockjay. delayed: that takes longer than it should, and is
 * still tried. stuck: a person of ours has to step in. suspended: the buyer's bank questions the payment. refunded: given
 * back in full. taken-back: the bank has taken it back for good.
 */
export type PurchaseState =
  | 'open'
  | 'unlocking'
  | 'delayed'
  | 'stuck'
  | 'payment-pending'
  | 'payment-failed'
  | 'suspended'
  | 'refunded'
  | 'taken-back'

/** After this, an unlock is late and the page says so instead of "in a moment". */
const PATIENCE_MS = 2 * 60_000

const UNPAID: Readonly<Record<Exclude<Standing, 'paid'>, PurchaseState>> = {
  pending: 'payment-pending',
  failed: 'payment-failed',
  disputed: 'suspended',
  refunded: 'refunded',
  lost: 'taken-back',
}

/**
 * What one purchase is to its owner, from its money first and then from the last thing owed to Flockjay: what was
 * taken away is closed from that moment on, also while Flockjay has not been told yet. Pure.
 */
export function purchaseState(row: StandingRow, now: Date): PurchaseState {
  const { standing } = judge(row)
  if (standing !== 'paid') return UNPAID[standing]
  const { paidAt, createdAt } = row
  const last = row.deliveries.at(-1)
  if (last?.action === 'unlock' && last.state === 'done') return 'open'
  if (last?.action === 'unlock' && last.state === 'needs-person') return 'stuck'
  // One that was restored waits since then, not since it was paid.
  const since = last?.action === 'unlock' ? last.createdAt : (paidAt ?? createdAt)
  return now.getTime() - since.getTime() > PATIENCE_MS ? 'delayed' : 'unlocking'
}

/** Since when Flockjay shows it as open; undefined while it does not. */
export function openedAt({ deliveries }: StandingRow): Date | undefined {
  const last = deliveries.at(-1)
  return last?.action === 'unlock' ? (last.doneAt ?? undefined) : undefined
}

/** Since when it is closed, told to Flockjay or not; undefined while another purchase keeps the course. */
export function closedAt({ deliveries }: StandingRow): Date | undefined {
  const last = deliveries.at(-1)
  return last?.action === 'revoke' ? last.createdAt : undefined
}
