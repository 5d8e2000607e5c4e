import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { PageName } from './documents/subject'
import { addressConfirmationSchema, catalogPageSchema, refundPolicySchema } from './page-content'
import type { AddressConfirmationContent, CatalogPageContent, RefundPolicyContent } from './page-content'

type Reader = Pick<Database['prisma'], 'sitePage' | 'siteRevision'>

/** What a page of the site says, and how that version is named to people: `2026-11-21`, or `2026-11-21.2`. */
export type SitePage<Content> = { readonly label: string; readonly content: Content }

/** The catalog page in force. */
export function readCatalogPage(db: Reader): Promise<SitePage<CatalogPageContent>> {
  return readPublished(db, 'catalog', catalogPageSchema)
}

/** The refund policy in force. */
export function readRefundPolicy(db: Reader): Promise<SitePage<RefundPolicyContent>> {
  return readPublished(db, 'refund-policy', refundPolicySchema)
}

/** What a buyer confirms before paying, in force (R7). */
export function readAddressConfirmation(db: Reader): Promise<SitePage<AddressConfirmationContent>> {
  return readPublished(db, 'address-confirmation', addressConfirmationSchema)
}

/**
 * One version of the refund policy that was public once, for whoever bought under it. What is scheduled or was only
 * drafted is nobody's yet: undefined.
 */
export async function findRefundPolicy(
  db: Reader,
  label: string,
): Promise<SitePage<RefundPolicyContent> | undefined> {
  const found = await db.siteRevision.findFirst({
    where: { page: 'refund-policy', label, publications: { some: { state: 'done' } } },
    select: { label: true, content: true },
  })
  return found === null ? undefined : parse(found, refundPolicySchema)
}

/** Throws where none was ever published: the migration publishes each. */
async function readPublished<Content>(db: Reader, page: PageName, schema: z.ZodType<Content>) {
  const { publishedRevision } = await db.sitePage.findUniqueOrThrow({
    where: { name: page },
    select: { publishedRevision: { select: { label: true, content: true } } },
  })
  return parse(publishedRevision, schema)
}

function parse<Content>(row: unknown, schema: z.ZodType<Content>): SitePage<Content> {
  const { label, content } = z.object({ label: z.string(), content: z.unknown() }).parse(row)
  return { label, content: schema.parse(content) }
}
