import type { MetadataRoute } from 'next'
import { readCatalog, readPublishedAt } from '@/app/university/catalog-cache'
import { services } from '@/lib/runtime/services'

// Made per request from the cached catalog: a build has no database.
export const dynamic = 'force-dynamic'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { appUrl } = services().site
  const [courses, publishedAt] = await Promise.all([readCatalog(), readPublishedAt()])
  return [
    { url: `${appUrl}/university`, priority: 1 },
    ...courses.map(({ id, slug }) => {
      const lastModified = publishedAt.get(id)
      return {
        url: `${appUrl}/university/courses/${slug}`,
        ...(lastModified === undefined ? {} : { lastModified }),
      }
    }),
    { url: `${appUrl}/university/refund-policy`, priority: 0.1 },
  ]
}
