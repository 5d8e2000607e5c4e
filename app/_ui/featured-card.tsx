import type { PublishedCourse } from '@/lib/catalog/published-course'
import { CardFacts } from './course-card'
import { KindBadge } from './kind-badge'
import { UnitPicture } from './unit-picture'

/** A unit that the catalog page puts first: its card, larger. */
export function FeaturedCard({ course }: { readonly course: PublishedCourse }) {
  const { content } = course
  return (
    <li className="featured-card">
      <div className="card-picture">
        <KindBadge kind={course.kind} />
        <UnitPicture course={course} size="large" first />
      </div>
      <div className="flex grow flex-col gap-3 p-6 sm:p-8">
        <h2 className="text-[26px] leading-[1.15]">
          <a
            href={`/university/courses/${course.slug}`}
            className="no-underline after:absolute after:inset-0"
          >
            {content.title}
          </a>
        </h2>
        <p className="text-base text-pen-600">{content.tagline}</p>
        <CardFacts course={course} />
      </div>
    </li>
  )
}
