import type { MetadataRoute } from 'next'
import { readCatalog } from '@/app/university/catalog-cache'
import { services } from '@/lib/runtime/services'

// Made per request from the cached catalog: a build has no database.
export const dynamic = 'force-dynamic'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { appUrl } = services().site
  const courses = await readCatalog()
  return [
    { url: `${appUrl}/university`, priority: 1 },
    ...courses.map(({ slug }) => ({ url: `${appUrl}/university/courses/${slug}` })),
    { url: `${appUrl}/university/refund-policy`, priority: 0.1 },
  ]
}
