import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema, DEFAULT_ACCOUNT, skuSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { kindSchema } from '../course-content'
import { peopleNames } from '../documents/people-names'
import { IN_ORDER } from './move-unit'
import type { SellingServices } from './selling-services'
import type { ListUnitsResult, UnitFilter, UnitLine, UnitState } from './unit-line'

/** Every unit in the order of the catalog, or those whose title, SKU or address has what was searched for. */
export async function listUnits(
  { db }: Pick<SellingServices, 'db'>,
  actor: Authority,
  { search = '', state }: UnitFilter = {},
): Promise<ListUnitsResult> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const rows = await readRows(db)
  const who = await peopleNames(
    db,
    rows.flatMap((row) => edited(row)?.by ?? []),
  )
  const wanted = search.trim().toLowerCase()
  const units = rows
    .map((row, index): UnitLine => ({
      ...lineOf(row, who),
      first: index === 0,
      last: index === rows.length - 1,
    }))
    .filter(({ title, sku, slug }) => [title, sku, slug].some((text) => text.toLowerCase().includes(wanted)))
    .filter(({ states }) => state === undefined || states.includes(state))
  return { outcome: 'found', units, total: rows.length }
}

const titledSchema = z.object({ title: z.string().catch('') })
const rowsSchema = z.array(
  z.object({
    id: courseIdSchema,
    sku: skuSchema,
    slug: z.string(),
    kind: kindSchema,
    sale: z.enum(['open', 'announced', 'retired']),
    publishedRevision: z.object({ content: titledSchema }).nullable(),
    draft: z.object({ content: titledSchema, updatedBy: z.string(), updatedAt: z.date() }).nullable(),
    revisions: z.array(z.object({ createdBy: z.string(), createdAt: z.date() })),
    publications: z.array(z.object({ dueAt: z.date(), zone: z.string() })),
    prices: z.array(z.object({ unitAmount: z.bigint(), currency: z.string(), placeholder: z.boolean() })),
  }),
)
type Row = z.infer<typeof rowsSchema>[number]

async function readRows({ prisma }: Database): Promise<readonly Row[]> {
  const rows = await prisma.course.findMany({
    orderBy: IN_ORDER,
    include: {
      publishedRevision: { select: { content: true } },
      draft: { select: { content: true, updatedBy: true, updatedAt: true } },
      revisions: { orderBy: { number: 'desc' }, take: 1, select: { createdBy: true, createdAt: true } },
      publications: { where: { state: 'scheduled' }, select: { dueAt: true, zone: true } },
      prices: { where: { active: true, account: DEFAULT_ACCOUNT } },
    },
  })
  return rowsSchema.parse(rows)
}

function lineOf(row: Row, who: (actor: string) => string): Omit<UnitLine, 'first' | 'last'> {
  const { id, sku, slug, kind, sale, publishedRevision, draft } = row
  const [price] = row.prices
  const [scheduledFor] = row.publications
  const last = edited(row)
  return {
    courseId: id,
    sku,
    slug,
    kind,
    title: (publishedRevision ?? draft)?.content.title.trim() || sku,
    sale,
    states: statesOf(row),
    ...(scheduledFor === undefined ? {} : { scheduledFor }),
    price: price && { amount: price.unitAmount, currency: currency(price.currency) },
    placeholder: price?.placeholder ?? false,
    ...(last === undefined ? {} : { editedBy: who(last.by), editedAt: last.at }),
  }
}

function statesOf({ sale, publishedRevision, draft, publications }: Row): readonly UnitState[] {
  const published = publishedRevision !== null
  return [
    ...(published && sale !== 'retired' ? (['published'] as const) : []),
    ...(draft !== null || !published ? (['draft'] as const) : []),
    ...(publications.length > 0 ? (['scheduled'] as const) : []),
    ...(sale === 'retired' ? (['retired'] as const) : []),
  ]
}

/** Who last wrote its words, and when. */
function edited({ draft, revisions: [latest] }: Row): { readonly by: string; readonly at: Date } | undefined {
  if (draft !== null) return { by: draft.updatedBy, at: draft.updatedAt }
  return latest && { by: latest.createdBy, at: latest.createdAt }
}
