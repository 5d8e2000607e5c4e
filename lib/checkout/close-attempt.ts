import type { Database } from '@/lib/db/database'
import type { AttemptId, SessionId } from '@/lib/ids'
import type { AttemptState } from './attempt-states'

/** Stripe made the session: from now on it can be paid. Changes nothing when the attempt moved on meanwhile. */
export async function openAttempt(
  db: Database,
  id: AttemptId,
  session: { id: SessionId; url: string | undefined; expiresAt: Date },
): Promise<void> {
  await db.prisma.checkoutAttempt.updateMany({
    where: { id, state: 'creating' },
    data: {
      state: 'open',
      sessionId: session.id,
      sessionUrl: session.url ?? null,
      expiresAt: session.expiresAt,
    },
  })
}

/** Ends an attempt that cannot be paid any more. Changes nothing when it was completed meanwhile. */
export async function closeAttempt(
  db: Database,
  id: AttemptId,
  state: Extract<AttemptState, 'expired' | 'refused'>,
): Promise<void> {
  await db.prisma.checkoutAttempt.updateMany({
    where: { id, state: { in: ['creating', 'open'] } },
    data: { state, closedAt: new Date() },
  })
}
