import { LEVEL_NAMES } from '@/app/_ui/course-card'
import { KindBadge } from '@/app/_ui/kind-badge'
import { UnitPicture } from '@/app/_ui/unit-picture'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { systemClock } from '@/lib/clock'
import { PriceCard } from './price-card'
import type { BuyDoor } from './price-card'
import { CourseSections } from './sections'

/** A unit's page: what it is, what it costs, what one learns (R2). Reads nothing itself. */
export function CourseView(props: {
  readonly course: PublishedCourse
  /** The units its prerequisites name. */
  readonly prerequisites: readonly PublishedCourse[]
  readonly buy: BuyDoor
  /** The refund policy in one sentence. */
  readonly refundSummary: string
  readonly now?: Date
}) {
  const { course, refundSummary } = props
  return (
    <>
      <Hero course={course} />
      <div className="frame grid grid-cols-1 gap-10 pt-6 pb-24 lg:grid-cols-[minmax(0,690px)_368px] lg:justify-between lg:pt-12">
        <div className="lg:col-start-2 lg:row-start-1 lg:-mt-[88px]">
          <PriceCard course={course} buy={props.buy} refundSummary={refundSummary} />
        </div>
        <div className="lg:col-start-1 lg:row-start-1">
          <CourseSections
            course={course}
            prerequisites={props.prerequisites}
            refundSummary={refundSummary}
            now={props.now ?? systemClock.now()}
          />
        </div>
      </div>
    </>
  )
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
        {content.image === undefined ? (
          <div className="hidden justify-self-center pb-10 lg:block [&_.slot]:h-[300px] [&_.slot]:w-auto">
            <UnitPicture course={course} size="large" />
          </div>
        ) : (
          <div className="hero-image mt-10 lg:mt-0 lg:pb-10">
            <UnitPicture course={course} size="large" first />
          </div>
        )}
      </div>
    </section>
  )
}
