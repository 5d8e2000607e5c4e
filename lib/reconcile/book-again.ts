import type { SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import type { Found } from './discrepancies'
import type { AccountServices } from './services'
import { readStandings } from './session-standing'

/** So many failures one after the other are Stripe's trouble or our database's, not one payment's. */
const GIVE_UP_AFTER = 3

export type BookedAgain = {
  /** How many of them have other books now. */
  readonly changed: number
  /** Those that could not be booked, and why: one bad payment must not keep the others waiting. */
  readonly failed: readonly Found[]
}

/**
 * Books sessions again, one after the other, with refunds and disputes. Throws when several in a row fail: then the
 * comparison is to be tried again as a whole.
 */
export async function bookAgain(
  services: AccountServices,
  sessions: readonly SessionId[],
): Promise<BookedAgain> {
  if (sessions.length === 0) return { changed: 0, failed: [] }
  const before = await readStandings(services.db, sessions)
  const failed: Found[] = []
  let inARow = 0
  for (const session of sessions) {
    try {
      await processSession(services, session, { moneyBack: true })
      inARow = 0
    } catch (error) {
      inARow += 1
      if (inARow >= GIVE_UP_AFTER) throw error
      services.log.error({ err: error, session }, 'a payment could not be booked by reconciliation')
      const why = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
      failed.push({ kind: 'payment-not-booked', subject: session, detail: why })
    }
  }
  const after = await readStandings(services.db, sessions)
  const changed = sessions.filter((session) => before.get(session)?.books !== after.get(session)?.books)
  for (const session of changed) {
    if (before.get(session)?.purchase !== true && after.get(session)?.purchase === true)
      services.log.error({ session }, 'a payment was found only by reconciliation: its webhook was lost')
    else services.log.warn({ session }, 'a payment was brought up to date by reconciliation')
  }
  return { changed: changed.length, failed }
}
