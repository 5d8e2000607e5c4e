import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { JsonLd } from '@/app/_ui/json-ld'
import { readCatalog, readCourse, readRefundPolicy } from '@/app/university/catalog-cache'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { courseJsonLd } from '@/lib/catalog/course-json-ld'
import { services } from '@/lib/runtime/services'
import { CourseView } from './course-view'
import type { BuyDoor } from './price-card'

export const revalidate = 5
export const dynamicParams = true

/** None at build time: the first request makes each page, so that a build needs no database. */
export function generateStaticParams(): { slug: string }[] {
  return []
}

type Params = Promise<{ slug: string }>

export async function generateMetadata({ params }: { readonly params: Params }): Promise<Metadata> {
  const course = await readCourse((await params).slug)
  if (course === undefined) return {}
  const { title, description } = course.content
  const address = `/university/courses/${course.slug}`
  return {
    metadataBase: new URL(services().site.appUrl),
    title,
    description,
    alternates: { canonical: address },
    openGraph: { title, description, url: address, siteName: 'Redis University', type: 'website' },
  }
}

/** A unit's page: what it is, what it costs, what one learns (R2). */
export default async function CoursePage({ params }: { readonly params: Params }) {
  const course = await readCourse((await params).slug)
  if (course === undefined) notFound()
  const { site } = services()
  const named = course.content.prerequisites.courses
  const prerequisites =
    named.length === 0 ? [] : (await readCatalog()).filter(({ sku }) => named.includes(sku))
  return (
    <>
      <CourseView
        course={course}
        prerequisites={prerequisites}
        buy={buyDoor(course)}
        refundSummary={(await readRefundPolicy()).content.summary}
      />
      <JsonLd data={courseJsonLd(course, site.appUrl)} />
    </>
  )
}

function buyDoor({ sku, flockjayCourseId }: PublishedCourse): BuyDoor {
  const { signIn, catalog } = services()
  if (signIn.cloudConfigured) return { address: `/university/checkout?sku=${sku}`, bySignIn: true }
  return { address: catalog.openAddress(flockjayCourseId), bySignIn: false }
}
