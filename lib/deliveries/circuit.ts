import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { Destination } from './owe'

/** So many failures in a row mean that the destination is down, not that one learner's call went wrong. */
const OPENS_AFTER = 5
/** While open, one call in this many seconds tries whether the destination is back. */
const PROBE_SECONDS = 15

/** May a call go out now; if not, when to ask again. */
export type Passage = { readonly pass: true } | { readonly pass: false; readonly until: Date }

const rowSchema = z.object({ state: z.enum(['closed', 'open']), probeAt: z.date().nullable() })

/**
 * Asks to call a destination. Its state is in Postgres, so that all workers agree; while it is open, exactly one of
 * them gets each probe.
 */
export async function askPassage(db: Database, destination: Destination): Promise<Passage> {
  const row = await db.prisma.circuit.findUnique({ where: { destination } })
  if (row === null) return { pass: true }
  const { state, probeAt } = rowSchema.parse(row)
  if (state === 'closed' || probeAt === null) return { pass: true }
  const probe = await db.prisma.$executeRaw`
    UPDATE circuit SET probe_at = now() + ${PROBE_SECONDS} * interval '1 second'
    WHERE destination = ${destination} AND state = 'open' AND probe_at <= now()`
  return probe === 1
    ? { pass: true }
    : { pass: false, until: new Date(Math.max(probeAt.getTime(), Date.now()) + 1_000) }
}

/** Says that the destination answered. True when that closed the circuit: the backlog may move now. */
export async function reportUp(db: Database, destination: Destination): Promise<boolean> {
  const changed = await db.prisma.$queryRaw<{ was: string }[]>`
    UPDATE circuit c SET state = 'closed', failures = 0, opened_at = NULL, probe_at = NULL, detail = NULL
    FROM (SELECT destination, state AS was FROM circuit WHERE destination = ${destination} FOR UPDATE) old
    WHERE c.destination = old.destination AND (old.was = 'open' OR c.failures > 0) RETURNING old.was`
  return changed[0]?.was === 'open'
}

/**
 * Stops all calls for a while because the destination said so, or does not let us in; `detail` says why, for staff.
 * Then one call tries again.
 */
export async function pauseDestination(
  db: Database,
  destination: Destination,
  { ms, detail }: { ms: number; detail: string },
): Promise<void> {
  await db.prisma.$executeRaw`
    INSERT INTO circuit AS c (destination, state, failures, opened_at, probe_at, detail)
    VALUES (${destination}, 'open', ${OPENS_AFTER}, now(), now() + ${ms} * interval '1 millisecond', ${detail})
    ON CONFLICT (destination) DO UPDATE SET state = 'open', failures = greatest(c.failures, ${OPENS_AFTER}),
      opened_at = coalesce(c.opened_at, now()), probe_at = excluded.probe_at, detail = excluded.detail`
}

/** Says that the destination did not answer as it should. True when that opened the circuit. */
export async function reportDown(db: Database, destination: Destination): Promise<boolean> {
  const rows = await db.prisma.$queryRaw<{ opened: boolean }[]>`
    INSERT INTO circuit AS c (destination, failures) VALUES (${destination}, 1)
    ON CONFLICT (destination) DO UPDATE SET
      failures = c.failures + 1,
      state = CASE WHEN c.failures + 1 >= ${OPENS_AFTER} THEN 'open' ELSE c.state END,
      opened_at = CASE WHEN c.failures + 1 >= ${OPENS_AFTER} THEN coalesce(c.opened_at, now()) END,
      probe_at = CASE WHEN c.failures + 1 >= ${OPENS_AFTER}
        THEN greatest(c.probe_at, now() + ${PROBE_SECONDS} * interval '1 second') END
    RETURNING failures = ${OPENS_AFTER} AS opened`
  return rows[0]?.opened === true
}
