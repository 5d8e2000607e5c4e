import type { Database } from '@/lib/db/database'
import type { Site } from './link-hints'

/** What of this site is public, for links to it. */
export async function readSite({ prisma }: Pick<Database, 'prisma'>, appUrl: string): Promise<Site> {
  const courses = await prisma.course.findMany({
    where: { publishedRevisionId: { not: null } },
    select: { slug: true },
  })
  const versions = await prisma.siteRevision.findMany({
    where: { page: 'refund-policy', publications: { some: { state: 'done' } } },
    select: { label: true },
  })
  return {
    appUrl,
    slugs: new Set(courses.map(({ slug }) => slug)),
    refundLabels: new Set(versions.map(({ label }) => label)),
  }
}
