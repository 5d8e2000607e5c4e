import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LEVEL_NAMES } from '@/app/_ui/course-card'
import { HashSlotPicture } from '@/app/_ui/hash-slot-picture'
import { JsonLd } from '@/app/_ui/json-ld'
import { KindBadge } from '@/app/_ui/kind-badge'
import { readCatalog, readCourse } from '@/app/university/catalog-cache'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { services } from '@/lib/runtime/services'
import { courseJsonLd } from './json-ld'
import { PriceCard } from './price-card'
import type { BuyDoor } from './price-card'
import { CourseSections } from './sections'

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
      <Hero course={course} />
      <div className="frame grid grid-cols-1 gap-10 pt-6 pb-24 lg:grid-cols-[minmax(0,690px)_368px] lg:justify-between lg:pt-12">
        <div className="lg:col-start-2 lg:row-start-1 lg:-mt-[88px]">
          <PriceCard course={course} buy={buyDoor(course)} />
        </div>
        <div className="lg:col-start-1 lg:row-start-1">
          <CourseSections course={course} prerequisites={prerequisites} />
        </div>
      </div>
      <JsonLd data={courseJsonLd(course, site.appUrl)} />
    </>
  )
}

function buyDoor({ sku, flockjayCourseId }: PublishedCourse): BuyDoor {
  const { signIn, catalog } = services()
  if (signIn.cloudConfigured) return { address: `/university/checkout?sku=${sku}`, bySignIn: true }
  return { address: catalog.openAddress(flockjayCourseId), bySignIn: false }
}

function Hero({ course }: { readonly course: PublishedCourse }) {
  const { content } = course
  const facts = [
    ['Level', LEVEL_NAMES[content.level]],
    ['Length', content.lengthLabel],
    ['Format', content.format],
    ['Language', content.language],
  ] as const
  return (
    <section className="hero on-ink">
      <div className="frame grid grid-cols-1 items-center gap-x-12 py-10 sm:py-16 lg:min-h-[500px] lg:grid-cols-[minmax(0,1fr)_368px]">
        <div>
          <p className="mb-4 flex flex-wrap items-center gap-3">
            <KindBadge kind={course.kind} />
            <span className="mono text-pen-300">{course.sku}</span>
          </p>
          <h1>{content.title}</h1>
          <p className="mt-5 max-w-[28em] text-lg text-pen-300 sm:text-xl">{content.tagline}</p>
          <dl className="mt-9 flex flex-wrap gap-x-9 gap-y-5 font-mono">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt className="text-[13px] text-pen-400">{name}</dt>
                <dd className="text-[15px]">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div className="hidden justify-self-center pb-10 lg:block [&_.slot]:h-[300px] [&_.slot]:w-auto">
          <HashSlotPicture sku={course.sku} kind={course.kind} />
        </div>
      </div>
    </section>
  )
}
