import type { Database } from '@/lib/db/database'
import type { Account, SessionId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Waker } from '@/lib/jobs/wake'

/**
 * Asks the worker to book a session that its buyer says is paid, for when the webhook is late or lost (R12). One job
 * per session at a time. Only for sessions we issued: the caller has found the attempt.
 */
export async function requestProcessing(
  { db, waker }: { db: Database; waker: Waker },
  account: Account,
  sessionId: SessionId,
): Promise<void> {
  await db.prisma.$transaction((tx) =>
    enqueue(tx, 'checkout-session', { account, sessionId }, { key: sessionId }),
  )
  waker.wake('checkout-session')
}
