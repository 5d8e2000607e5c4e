import { CourseCard } from '@/app/_ui/course-card'
import { FeaturedCard } from '@/app/_ui/featured-card'
import { QuestionList } from '@/app/_ui/question-list'
import type { CatalogPageContent } from '@/lib/catalog/page-content'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { arrange } from './arrange'
import type { Arrangement } from './arrange'
import { FilterBar } from './filter-bar'
import type { Filter } from './filters'

/** The catalog page (R2): its words, the units as it arranges them, its questions. Reads nothing itself. */
export function CatalogView(props: {
  readonly all: readonly PublishedCourse[]
  readonly filter: Filter
  readonly page: CatalogPageContent
}) {
  const { all, filter, page } = props
  const arrangement = arrange(all, filter, page)
  return (
    <>
      <section className="hero on-ink">
        <div className="frame py-14 sm:py-20">
          <h1 className="max-w-[10em]">{page.hero.title}</h1>
          <p className="mt-6 max-w-[30em] text-lg text-pen-300">{page.hero.text}</p>
        </div>
      </section>
      <section className="frame pt-8 pb-24" aria-label="Catalog">
        <FilterBar all={all} filter={filter} />
        <Units {...arrangement} />
      </section>
      {page.faq.length > 0 && (
        <section className="frame pb-24">
          <h2 className="mb-4">Questions</h2>
          <QuestionList questions={page.faq} />
        </section>
      )}
    </>
  )
}

function Units({ featured, sections, rest }: Arrangement) {
  if (featured.length + sections.length + rest.length === 0) return <NothingHere />
  return (
    <div className="grid gap-16">
      {featured.length > 0 && (
        <ul className="featured">
          {featured.map((course) => (
            <FeaturedCard key={course.sku} course={course} />
          ))}
        </ul>
      )}
      {sections.map(({ title, text, units }) => (
        <section key={title}>
          <h2>{title}</h2>
          {text !== undefined && <p className="mt-2 max-w-[40em] text-pen-600">{text}</p>}
          <div className="mt-6">
            <Grid units={units} heading="h3" />
          </div>
        </section>
      ))}
      {rest.length > 0 && sections.length > 0 && (
        <section>
          <h2 className="mb-6">More to learn</h2>
          <Grid units={rest} heading="h3" />
        </section>
      )}
      {rest.length > 0 && sections.length === 0 && <Grid units={rest} heading="h2" />}
    </div>
  )
}

function Grid(props: { readonly units: readonly PublishedCourse[]; readonly heading: 'h2' | 'h3' }) {
  return (
    <ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
      {props.units.map((course) => (
        <CourseCard key={course.sku} course={course} heading={props.heading} />
      ))}
    </ul>
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
