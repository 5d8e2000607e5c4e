import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { ComparisonName } from '@/lib/reconcile/comparisons'
import type { ComparisonFacts } from './facts'

const HOUR_MS = 3_600_000

/** How long a comparison may be without an end, in hours: its turn (lib/jobs/schedule.ts) and time to run and be retried. */
const ALLOWED_HOURS: Readonly<Record<ComparisonName, number>> = {
  events: 2,
  'access-changes': 2,
  sessions: 27,
  books: 27,
  balance: 27,
  access: 27,
}

const timesSchema = z.array(
  z.object({ name: z.string(), startedAt: z.date(), finishedAt: z.date().nullable() }),
)
export type ComparisonTime = z.infer<typeof timesSchema>[number]

const FIRST_WORKER = 'SELECT started_at AS at FROM worker_process ORDER BY id LIMIT 1'

/** When each comparison last came to its end. One that never did is late once a worker had the time for it. */
export async function readComparisons(
  { prisma, pool }: Pick<Database, 'prisma' | 'pool'>,
  now: Date,
): Promise<ComparisonFacts[]> {
  const [times, first] = await Promise.all([
    prisma.reconciliation.findMany({ orderBy: { name: 'asc' } }),
    pool.query<object>(FIRST_WORKER),
  ])
  const [worker] = z.array(z.object({ at: z.date() })).parse(first.rows)
  return judgeComparisons(timesSchema.parse(times), worker?.at, now)
}

/** Pure. `since`: when the first worker ever began, from which on every comparison should have had its turn. */
export function judgeComparisons(
  times: readonly ComparisonTime[],
  since: Date | undefined,
  now: Date,
): ComparisonFacts[] {
  return Object.entries(ALLOWED_HOURS).flatMap(([comparison, hours]): ComparisonFacts[] => {
    const before = now.getTime() - hours * HOUR_MS
    const late = (end: Date | undefined) => end !== undefined && end.getTime() < before
    const own = times.filter(({ name }) => name === comparison || name.startsWith(`${comparison}:`))
    if (own.length === 0)
      return [{ name: comparison, startedAt: undefined, finishedAt: undefined, late: late(since) }]
    return own.map(({ name, startedAt, finishedAt }) => ({
      name,
      startedAt,
      finishedAt: finishedAt ?? undefined,
      late: late(finishedAt ?? since),
    }))
  })
}
