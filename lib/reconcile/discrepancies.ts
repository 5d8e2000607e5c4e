import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { Account } from '@/lib/ids'
import type { Logger } from '@/lib/log'
import type { DiscrepancyKind } from './discrepancy-kinds'

/** What two systems say differently. `subject` is the id of the thing, by the side that has it. */
export type Found = { readonly kind: DiscrepancyKind; readonly subject: string; readonly detail: string }

/** What a comparison answers for: of these kinds, in this account, and only for these subjects where it names some. */
export type Scope = {
  readonly kinds: readonly DiscrepancyKind[]
  readonly account?: Account
  readonly subjects?: readonly string[]
}

const seenSchema = z.object({ kind: z.string(), subject: z.string(), isNew: z.boolean() })
const rowSchema = z.object({
  /** A kind of an older version may still be open. */
  kind: z.string(),
  subject: z.string(),
  account: z.string().nullable(),
  detail: z.string(),
  firstSeenAt: z.date(),
})
export type OpenDiscrepancy = z.infer<typeof rowSchema>

/**
 * Keeps what a comparison found, and ends what it found no more: new ones are logged at error once, those that stay at
 * warn, those that end at info. Returns how many of the scope are open now.
 */
export async function noteDiscrepancies(
  { db, log }: { readonly db: Database; readonly log: Logger },
  scope: Scope,
  found: readonly Found[],
): Promise<number> {
  const account = scope.account ?? null
  const asJson = JSON.stringify(found)
  const { seen, ended } = await db.prisma.$transaction(async (tx) => {
    const seen = z.array(seenSchema).parse(
      await tx.$queryRaw`
        INSERT INTO discrepancy (kind, subject, account, detail)
        SELECT DISTINCT ON (kind, subject) kind, subject, ${account}, detail
        FROM jsonb_to_recordset(${asJson}::jsonb) AS f (kind text, subject text, detail text)
        ORDER BY kind, subject
        ON CONFLICT (kind, subject) WHERE (resolved_at IS NULL)
        DO UPDATE SET last_seen_at = now(), detail = EXCLUDED.detail
        RETURNING kind, subject, xmax = 0 AS "isNew"`,
    )
    const ended = await tx.$queryRaw<{ kind: string; subject: string }[]>`
      UPDATE discrepancy d SET resolved_at = now()
      WHERE resolved_at IS NULL AND kind = ANY(${[...scope.kinds]})
        AND NOT EXISTS (
          SELECT FROM jsonb_to_recordset(${asJson}::jsonb) AS f (kind text, subject text)
          WHERE f.kind = d.kind AND f.subject = d.subject)
        AND account IS NOT DISTINCT FROM ${account}
        AND (${scope.subjects === undefined} OR subject = ANY(${[...(scope.subjects ?? [])]}))
      RETURNING kind, subject`
    return { seen, ended }
  })
  const details = new Map(found.map(({ kind, subject, detail }) => [`${kind} ${subject}`, detail]))
  for (const { kind, subject } of seen.filter(({ isNew }) => isNew))
    log.error({ kind, subject, detail: details.get(`${kind} ${subject}`) }, 'a discrepancy was found')
  const stay = seen.filter(({ isNew }) => !isNew)
  for (const kind of new Set(stay.map((row) => row.kind)))
    log.warn({ kind, open: stay.filter((row) => row.kind === kind).length }, 'discrepancies stay open')
  for (const { kind, subject } of ended) log.info({ kind, subject }, 'a discrepancy is resolved')
  return seen.length
}

/** The open discrepancies, oldest first; of some kinds only where these are named. */
export async function listDiscrepancies(
  db: Database,
  { kinds, atMost }: { kinds?: readonly DiscrepancyKind[]; atMost?: number } = {},
): Promise<OpenDiscrepancy[]> {
  const rows = await db.prisma.discrepancy.findMany({
    where: { resolvedAt: null, ...(kinds === undefined ? {} : { kind: { in: [...kinds] } }) },
    orderBy: [{ firstSeenAt: 'asc' }, { kind: 'asc' }, { subject: 'asc' }],
    ...(atMost === undefined ? {} : { take: atMost }),
  })
  return z.array(rowSchema).parse(rows)
}

/** How many discrepancies are open, and since when the oldest is: for health and metrics. */
export async function countDiscrepancies(
  db: Database,
): Promise<{ readonly open: number; readonly oldest: Date | undefined }> {
  const { _count, _min } = await db.prisma.discrepancy.aggregate({
    where: { resolvedAt: null },
    _count: true,
    _min: { firstSeenAt: true },
  })
  return { open: _count, oldest: _min.firstSeenAt ?? undefined }
}
