import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { currencySchema } from '@/lib/money'
import type { Money } from '@/lib/money'
import { findingRowSchema, findingSelect } from './finding-row'
import type { ListedTaxFinding, TaxFindingId } from './finding-row'

/** As many as a person works through before the next page. */
const PAGE = 50

/** What is asked for: open findings, of one kind, one place, or all. */
export type TaxFindingFilter = { readonly kind?: string | undefined; readonly place?: string | undefined }

/** Open findings of one kind in one place. */
export type FindingGroup = {
  readonly kind: string
  readonly place: string | undefined
  readonly open: number
}

/** Of the open findings asked for: tax that was missed, tax that was taken in vain, in one currency. */
export type TaxSum = { readonly missed: Money; readonly inVain: Money }

export type TaxFindingList =
  | {
      readonly outcome: 'found'
      readonly findings: readonly ListedTaxFinding[]
      /** All that are asked for, on whatever page. */
      readonly total: number
      readonly sums: readonly TaxSum[]
      /** Of all open findings, whatever is asked for: what there is to choose from. */
      readonly groups: readonly FindingGroup[]
      /** What the next page comes after; undefined on the last one. */
      readonly next: TaxFindingId | undefined
    }
  | { readonly outcome: 'forbidden' }

const groupsSchema = z.array(
  z.object({
    kind: z.string(),
    place: z
      .string()
      .nullable()
      .transform((place) => place ?? undefined),
    open: z.number(),
  }),
)
const sumsSchema = z.array(
  z.object({ currency: currencySchema, missed: z.coerce.bigint(), inVain: z.coerce.bigint() }),
)

/** Open tax findings, oldest first, 50 a page (ids are made in the order of time); with what they come to. */
export async function listTaxFindings(
  db: Database,
  actor: StaffActor,
  filter: TaxFindingFilter = {},
  after?: TaxFindingId,
): Promise<TaxFindingList> {
  if (!permits(actor, 'tax.read')) return { outcome: 'forbidden' }
  const where = {
    closedAt: null,
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    ...(filter.place === undefined ? {} : { place: filter.place }),
  }
  const [rows, total, sums, groups] = await Promise.all([
    db.prisma.taxFinding.findMany({
      where: { ...where, ...(after === undefined ? {} : { id: { gt: after } }) },
      select: findingSelect,
      orderBy: { id: 'asc' },
      take: PAGE + 1,
    }),
    db.prisma.taxFinding.count({ where }),
    readSums(db, filter),
    readGroups(db),
  ])
  const findings = z.array(findingRowSchema).parse(rows.slice(0, PAGE))
  const next = rows.length > PAGE ? findings.at(-1)?.id : undefined
  return { outcome: 'found', findings, total, sums, groups, next }
}

async function readSums(db: Database, { kind = null, place = null }: Nullable): Promise<TaxSum[]> {
  const rows = await db.prisma.$queryRaw`
    SELECT currency, coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::text AS missed,
      coalesce(sum(-amount) FILTER (WHERE amount < 0), 0)::text AS "inVain"
    FROM tax_finding WHERE closed_at IS NULL AND amount <> 0
      AND (${kind}::text IS NULL OR kind = ${kind}) AND (${place}::text IS NULL OR place = ${place})
    GROUP BY currency ORDER BY currency`
  return sumsSchema.parse(rows).map(({ currency, missed, inVain }) => ({
    missed: { amount: missed, currency },
    inVain: { amount: inVain, currency },
  }))
}
type Nullable = { readonly kind?: string | null | undefined; readonly place?: string | null | undefined }

async function readGroups(db: Database): Promise<FindingGroup[]> {
  const rows = await db.prisma.$queryRaw`
    SELECT kind, place, count(*)::float AS open FROM tax_finding WHERE closed_at IS NULL
    GROUP BY kind, place ORDER BY kind, place`
  return groupsSchema.parse(rows)
}
