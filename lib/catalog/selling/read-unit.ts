import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema, DEFAULT_ACCOUNT, skuSchema } from '@/lib/ids'
import type { Account, CourseId } from '@/lib/ids'
import { kindSchema } from '../course-content'
import { peopleNames } from '../documents/people-names'
import { blockersOf } from './blockers'
import { priceRowSchema, standingOf } from './price-row'
import type { PriceRow } from './price-row'
import type { SellingServices } from './selling-services'
import type { AccountPrice, EarlierPrice, ReadUnitResult, UnitSelling } from './unit-selling'

/** One unit's selling side: what it is called, whether it can be sold, what it costs at each Stripe account. */
export async function readUnit(
  { db, accounts }: Pick<SellingServices, 'db' | 'accounts'>,
  actor: Authority,
  courseId: CourseId,
): Promise<ReadUnitResult> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const row = await readRow(db, courseId)
  if (row === undefined) return { outcome: 'missing' }
  const who = await peopleNames(
    db,
    row.prices.map(({ createdBy }) => createdBy),
  )
  const prices = accounts.all.map(({ account }): AccountPrice => ({
    account,
    countries: accounts.countriesOf(account),
    ...pricesAt(account, row.prices, who),
  }))
  return { outcome: 'found', unit: { ...described(row), prices } }
}

const titledSchema = z.object({ title: z.string().catch('') })
const rowSchema = z.object({
  id: courseIdSchema,
  sku: skuSchema,
  slug: z.string(),
  kind: kindSchema,
  sale: z.enum(['open', 'announced', 'retired']),
  repeatable: z.boolean(),
  flockjayCourseId: z.string().nullable(),
  flockjayCheckedAt: z.date().nullable(),
  retiredReason: z.string().nullable(),
  publishedRevision: z.object({ content: titledSchema }).nullable(),
  draft: z.object({ content: titledSchema }).nullable(),
  attempts: z.array(z.unknown()),
  prices: z.array(priceRowSchema),
})
type Row = z.infer<typeof rowSchema>

async function readRow({ prisma }: Database, id: CourseId): Promise<Row | undefined> {
  const row = await prisma.course.findUnique({
    where: { id },
    include: {
      publishedRevision: { select: { content: true } },
      draft: { select: { content: true } },
      attempts: { take: 1, select: { id: true } },
      prices: { orderBy: { createdAt: 'desc' } },
    },
  })
  return row === null ? undefined : rowSchema.parse(row)
}

function described(row: Row): Omit<UnitSelling, 'prices'> {
  const { id, sku, slug, kind, sale, repeatable, publishedRevision, draft } = row
  const sold = row.prices.find(({ account, active }) => active && account === DEFAULT_ACCOUNT)
  const published = publishedRevision !== null
  return {
    courseId: id,
    sku,
    slug,
    kind,
    title: (publishedRevision ?? draft)?.content.title.trim() || sku,
    sale,
    repeatable,
    published,
    retiredReason: row.retiredReason ?? undefined,
    skuFixed: row.attempts.length > 0,
    slugFixed: published,
    flockjay: { id: row.flockjayCourseId ?? undefined, checkedAt: row.flockjayCheckedAt ?? undefined },
    blockers: blockersOf({
      kind,
      published,
      mapped: row.flockjayCourseId !== null,
      price: sold && { atStripe: sold.stripePriceId !== null },
    }),
  }
}

function pricesAt(
  account: Account,
  all: readonly PriceRow[],
  who: (actor: string) => string,
): Omit<AccountPrice, 'account' | 'countries'> {
  const rows = all.filter((row) => row.account === account)
  const current = rows.find((row) => standingOf(row) === 'active')
  const pending = rows.find((row) => standingOf(row) === 'pending')
  return {
    current: current && {
      priceId: current.id,
      money: current.money,
      placeholder: current.placeholder,
      since: current.activatedAt ?? current.createdAt,
      by: who(current.createdBy),
      atStripe: current.stripePriceId !== null,
    },
    pending: pending && {
      priceId: pending.id,
      money: pending.money,
      by: who(pending.createdBy),
      at: pending.createdAt,
    },
    earlier: rows
      .flatMap((row) => earlierOf(row, who))
      .sort((one, other) => other.until.getTime() - one.until.getTime()),
  }
}

/** One that was dropped before it was sold at was never a price of the unit. */
function earlierOf(
  { activatedAt, replacedAt, money, createdBy }: PriceRow,
  who: (actor: string) => string,
): readonly EarlierPrice[] {
  if (activatedAt === null || replacedAt === null) return []
  return [{ money, from: activatedAt, until: replacedAt, by: who(createdBy) }]
}
