import type { Metadata } from 'next'
import { CourseCard } from '@/app/_ui/course-card'
import { JsonLd } from '@/app/_ui/json-ld'
import { readCatalog } from '@/app/university/catalog-cache'
import { services } from '@/lib/runtime/services'
import { FilterBar } from '../../filter-bar'
import { applyFilter, parseFilter } from '../../filters'

export const revalidate = 5
export const dynamicParams = true

/** None at build time: the first request makes each page, so that a build needs no database. */
export function generateStaticParams(): { kind: string; level: string }[] {
  return []
}

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(services().site.appUrl),
    title: { absolute: 'Redis University: courses, labs and certification' },
    alternates: { canonical: '/university' },
    openGraph: {
      title: 'Redis University',
      url: '/university',
      siteName: 'Redis University',
      type: 'website',
    },
  }
}

type Params = Promise<{ kind: string; level: string }>

/** The catalog, filtered by kind and level (R2). */
export default async function CatalogPage({ params }: { readonly params: Params }) {
  const { kind, level } = await params
  const filter = parseFilter(kind, level)
  const all = await readCatalog()
  const shown = applyFilter(all, filter)
  const { appUrl } = services().site
  return (
    <>
      <section className="hero on-ink">
        <div className="frame py-14 sm:py-20">
          <h1 className="max-w-[10em]">Learn Redis from the people who build it.</h1>
          <p className="mt-6 max-w-[30em] text-lg text-pen-300">
            Courses, labs, live trainings and the certification exam. Pay once, start in seconds.
          </p>
        </div>
      </section>
      <section className="frame pt-8 pb-24" aria-label="Catalog">
        <FilterBar all={all} filter={filter} />
        {shown.length === 0 ? (
          <NothingHere />
        ) : (
          <ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
            {shown.map((course) => (
              <CourseCard key={course.sku} course={course} heading="h2" />
            ))}
          </ul>
        )}
      </section>
      <JsonLd
        data={{
          '@type': 'ItemList',
          itemListElement: shown.map(({ slug }, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            url: `${appUrl}/university/courses/${slug}`,
          })),
        }}
      />
    </>
  )
}

function NothingHere() {
  return (
    <div className="rounded-[10px] border border-pen-200 px-6 py-16 text-center">
      <h2>Nothing at this level yet</h2>
      <p className="mt-3 mb-6 text-pen-600">Another level or kind has more.</p>
      <a className="button-quiet" href="/university">
        Show everything
      </a>
    </div>
  )
}
