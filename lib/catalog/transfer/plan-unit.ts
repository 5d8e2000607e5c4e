import { z } from 'zod'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import { currencySchema, formatMoney } from '@/lib/money'
import { kindSchema } from '../course-content'
import type { Reader } from '../documents/standing'
import type { FileUnit } from './catalog-file'
import type { ImportMode, PlannedStep } from './plan'
import type { Misfit } from './text-of-fields'

const keptSchema = z.object({
  id: courseIdSchema,
  sku: z.string(),
  slug: z.string(),
  kind: kindSchema,
  sale: z.enum(['open', 'announced', 'retired']),
  repeatable: z.boolean(),
  flockjayCourseId: z.string().nullable(),
  publishedRevisionId: z.string().nullable(),
  prices: z.array(z.object({ account: z.string(), currency: currencySchema, unitAmount: z.bigint() })),
})
export type KeptUnit = z.output<typeof keptSchema>

/** Every unit that is here, published or not, with its prices. */
export async function readKeptUnits(db: Reader): Promise<readonly KeptUnit[]> {
  const rows = await db.course.findMany({
    include: { prices: { where: { active: true } } },
    orderBy: { position: 'asc' },
  })
  return z.array(keptSchema).parse(rows)
}

/** What a unit of the file cannot be, for what is here already. */
export function misfitsHere(unit: FileUnit, path: string, kept: readonly KeptUnit[]): readonly Misfit[] {
  const own = kept.find(({ sku }) => sku === unit.sku)
  if (own !== undefined && own.kind !== unit.kind)
    return [{ path: `${path}.kind`, message: `is ${own.kind} here, and the kind of a unit is fixed` }]
  if (own !== undefined) return []
  const bySlug = kept.find(({ slug }) => slug === unit.slug)
  const { flockjayCourseId: course } = unit
  const byCourse = course === undefined ? undefined : kept.find((other) => other.flockjayCourseId === course)
  return [
    ...(bySlug === undefined
      ? []
      : [{ path: `${path}.slug`, message: `is the address of ${bySlug.sku} here` }]),
    ...(byCourse === undefined
      ? []
      : [{ path: `${path}.flockjayCourseId`, message: `is the Flockjay course of ${byCourse.sku} here` }]),
  ]
}

/** A unit that is not here yet. */
export function planNewUnit(unit: FileUnit, actor: Authority, mode: ImportMode): PlannedStep {
  const { sku, content, prices, sale } = unit
  const unpriced = prices.length > 0 && !permits(actor, 'price.change')
  const notes = [
    ...(mode === 'drafts' ? ['Its words are a draft; nobody sees it before it is published.'] : []),
    ...(unpriced ? ['It comes without its price: your role does not set prices.'] : []),
    ...(sale === 'open' ? ['It is announced and not sold yet: put it on sale under “Selling”.'] : []),
  ]
  return { key: sku, title: content.title, does: 'create', changed: [], notes }
}

/** What the file says otherwise of an existing unit than its words. All of that is changed under “Selling” only. */
export function differencesIn(unit: FileUnit, kept: KeptUnit): readonly string[] {
  const differences = [
    ...(unit.slug === kept.slug ? [] : [`address (in the file ${unit.slug})`]),
    ...(unit.sale === kept.sale ? [] : [`sale (in the file ${unit.sale})`]),
    ...(unit.repeatable === kept.repeatable ? [] : ['whether it may be bought again']),
    ...((unit.flockjayCourseId ?? null) === kept.flockjayCourseId ? [] : ['Flockjay course']),
    ...priceDifferences(unit, kept),
  ]
  return differences.length === 0
    ? []
    : [`Stays as it is here, to be changed under “Selling”: ${differences.join(', ')}.`]
}

function priceDifferences({ prices }: FileUnit, kept: KeptUnit): string[] {
  return prices.flatMap(({ account, money }) => {
    const here = kept.prices.find((price) => price.account === account)
    if (here?.unitAmount === money.amount && here.currency === money.currency) return []
    const now =
      here === undefined ? 'none' : formatMoney({ amount: here.unitAmount, currency: here.currency })
    return [`price at ${account} (in the file ${formatMoney(money)}, here ${now})`]
  })
}
