import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { accountSchema, DEFAULT_ACCOUNT, skuSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import { courseContentSchema, kindSchema } from '../course-content'
import { imageIdSchema } from '../image-reference'
import { readAddressConfirmation, readCatalogPage, readRefundPolicy } from '../read-site-page'
import type { CatalogFile, FilePrice, FileUnit } from './catalog-file'
import { imagesIn } from './images-in'
import { writeCatalogFile } from './write-file'

export type ExportResult =
  { readonly outcome: 'exported'; readonly text: string } | { readonly outcome: 'forbidden' }

/** Everything that is public, as one file. What was never published is not in it, and no draft. */
export async function exportCatalog(db: Database, actor: Authority): Promise<ExportResult> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const file = await db.prisma.$transaction((tx) => readPublic(tx), { isolationLevel: 'RepeatableRead' })
  return { outcome: 'exported', text: writeCatalogFile(file) }
}

type Reader = Pick<Database['prisma'], 'course' | 'sitePage' | 'siteRevision' | 'image'>

async function readPublic(db: Reader): Promise<CatalogFile> {
  const rows = await db.course.findMany({
    where: { publishedRevisionId: { not: null } },
    include: { publishedRevision: true, prices: { where: { active: true } } },
    orderBy: [{ position: 'asc' }, { sku: 'asc' }],
  })
  const units = z.array(rowSchema).parse(rows)
  const pages = {
    catalog: (await readCatalogPage(db)).content,
    'refund-policy': (await readRefundPolicy(db)).content,
    'address-confirmation': (await readAddressConfirmation(db)).content,
  }
  const shown = [...new Set(units.flatMap(({ content }) => imagesIn(content)))].sort()
  const images = await db.image.findMany({
    where: { id: { in: shown } },
    select: { id: true, large: true },
    orderBy: { id: 'asc' },
  })
  return { units, pages, images: images.map(({ id, large }) => ({ id: imageIdSchema.parse(id), large })) }
}

const rowSchema = z
  .object({
    sku: skuSchema,
    slug: z.string(),
    kind: kindSchema,
    sale: z.enum(['open', 'announced', 'retired']),
    retiredReason: z.string().nullable(),
    repeatable: z.boolean(),
    flockjayCourseId: z.string().nullable(),
    publishedRevision: z.object({ content: courseContentSchema }),
    prices: z.array(
      z.object({
        account: accountSchema,
        currency: currencySchema,
        unitAmount: z.bigint(),
        taxCode: z.string(),
        placeholder: z.boolean(),
      }),
    ),
  })
  .transform(({ publishedRevision, prices, retiredReason, flockjayCourseId, ...unit }): FileUnit => ({
    ...unit,
    retiredReason: retiredReason ?? undefined,
    flockjayCourseId: flockjayCourseId ?? undefined,
    prices: prices
      .map(({ currency, unitAmount, ...price }) => ({ ...price, money: { amount: unitAmount, currency } }))
      .sort(byAccount),
    content: publishedRevision.content,
  }))

/** The default account first, the others by name. */
function byAccount({ account: one }: FilePrice, { account: other }: FilePrice): number {
  if (one === DEFAULT_ACCOUNT || other === DEFAULT_ACCOUNT) return one === DEFAULT_ACCOUNT ? -1 : 1
  return one < other ? -1 : 1
}
