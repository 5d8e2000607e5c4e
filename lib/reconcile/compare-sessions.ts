import { z } from 'zod'
import type { SessionId } from '@/lib/ids'
import { sessionIdSchema } from '@/lib/ids'
import { bookAgain } from './book-again'
import type { BookedAgain } from './book-again'
import type { ComparisonRun } from './comparison'
import { listDiscrepancies, noteDiscrepancies } from './discrepancies'
import type { Found } from './discrepancies'
import { beforeFirstAttempt, DAY_MS } from './first-attempt'
import { walk } from './rows-in-order'
import type { AccountServices, Tally } from './services'
import { readStandings } from './session-standing'
import { OVERDUE_ATTEMPTS, UNSETTLED_PURCHASES } from './unsettled'

/** A session is listed by when it was made: it is paid up to a day later, and its webhooks are tried for three more. */
const OVERLAP_MS = 4 * DAY_MS
const BATCH = 100
const KINDS = ['payment-not-booked'] as const

const rowSchema = z.object({ id: z.string(), sessionId: sessionIdSchema })

/**
 * Sessions that are complete at Stripe and not settled here, attempts whose time is over, and payments that are not at
 * their end are read and booked again. Running it twice changes nothing. Throws when Stripe is unreachable.
 */
export async function compareSessions(services: AccountServices, run: ComparisonRun): Promise<Tally> {
  const { db, stripe, clock } = services
  const { account } = stripe
  let lookedAt = 0
  let repaired = 0
  const failed: Found[] = []
  const count = (batch: readonly unknown[], booked: BookedAgain): void => {
    lookedAt += batch.length
    repaired += booked.changed
    failed.push(...booked.failed)
  }
  for await (const batch of inBatches(stripe.completedSince(await since(services, run)))) {
    const standings = await readStandings(db, batch)
    const unsettled = batch.filter((session) => standings.get(session)?.settled !== true)
    count(batch, await bookAgain(services, unsettled))
  }
  const walks = [
    walk(run.connection, OVERDUE_ATTEMPTS, rowSchema, [account, clock.now()]),
    walk(run.connection, UNSETTLED_PURCHASES, rowSchema, [account]),
  ]
  for (const rows of walks) {
    for await (const batch of rows) {
      const sessions = batch.map(({ sessionId }) => sessionId)
      count(batch, await bookAgain(services, sessions))
    }
  }
  count([], await bookAgain(services, await openBefore(services, failed)))
  return { lookedAt, repaired, open: await noteDiscrepancies(services, { kinds: KINDS, account }, failed) }
}

async function since(services: AccountServices, { readUntil }: ComparisonRun): Promise<Date> {
  if (readUntil === undefined) return beforeFirstAttempt(services)
  return new Date(readUntil.getTime() - OVERLAP_MS)
}

/** Those that could not be booked before and were not tried just now: they stay open until they can be. */
async function openBefore({ db, stripe }: AccountServices, tried: readonly Found[]): Promise<SessionId[]> {
  const open = await listDiscrepancies(db, { kinds: KINDS })
  return open
    .filter(
      ({ account, subject }) => account === stripe.account && !tried.some((one) => one.subject === subject),
    )
    .map(({ subject }) => sessionIdSchema.parse(subject))
}

async function* inBatches(sessions: AsyncIterable<SessionId>): AsyncIterable<SessionId[]> {
  let batch: SessionId[] = []
  for await (const session of sessions) {
    batch.push(session)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
