import { cache } from 'react'
import type { CatalogPageContent, RefundPolicyContent } from '@/lib/catalog/page-content'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { SitePage } from '@/lib/catalog/read-site-page'
import { services } from '@/lib/runtime/services'
import { keepLast } from './keep-last'

// Each page is made again after 5 s, and after 7 s before anybody sees it (next.config.ts): that is all the caching there
// is. Within one page everything is read once.
const list = keepLast(() => services().catalog.list(), warn)
const course = keepLast((slug) => services().catalog.bySlug(slug), warn)
const publishedAt = keepLast(() => services().catalog.site.publishedAt(), warn)
const catalogPage = keepLast(() => services().catalog.site.catalogPage(), warn)
const refundPolicy = keepLast(() => services().catalog.site.refundPolicy(), warn)
const refundPolicyVersion = keepLast((label) => services().catalog.site.refundPolicyVersion(label), warn)

/** The published catalog, for static pages. */
export const readCatalog = cache(async (): Promise<PublishedCourse[]> => (await list('')) ?? [])

/** One published course by its address; undefined when there is none. */
export const readCourse = cache((slug: string): Promise<PublishedCourse | undefined> => course(slug))

/** When each unit's page last changed in public. */
export const readPublishedAt = async () => there(await publishedAt(''))

/** What the catalog page says around its units. */
export const readCatalogPage = cache(
  async (): Promise<CatalogPageContent> => there(await catalogPage('')).content,
)

/**
 * What stands above every public page. No page fails for want of it, nor does a build, which has neither settings nor a
 * database: then there is none.
 */
export const readAnnouncement = cache(async (): Promise<CatalogPageContent['announcement']> => {
  try {
    return (await readCatalogPage()).announcement
  } catch {
    return undefined
  }
})

/** The refund policy in force. */
export const readRefundPolicy = cache(async (): Promise<SitePage<RefundPolicyContent>> =>
  there(await refundPolicy('')),
)

/** A version of the refund policy that was public once; undefined when there is none. */
export const readRefundPolicyVersion = cache((label: string) => refundPolicyVersion(label))

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a page of the site has never been published')
  return value
}

function warn(error: unknown): void {
  services().log.warn({ err: error }, 'a public page goes on with what was read before')
}
