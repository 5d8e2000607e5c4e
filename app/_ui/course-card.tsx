import type { PublishedCourse } from '@/lib/catalog/published-course'
import { formatMoney } from '@/lib/money'
import { KindBadge } from './kind-badge'
import { UnitPicture } from './unit-picture'

export const LEVEL_NAMES = {
  beginner: 'Beginner',
  intermediate: 'Intermediate',
  advanced: 'Advanced',
} as const

/** A unit in the catalog. The title's link covers the whole card. */
export function CourseCard({
  course,
  heading,
}: {
  readonly course: PublishedCourse
  readonly heading: 'h2' | 'h3'
}) {
  const { content } = course
  const Heading = heading
  return (
    <li className="relative flex flex-col overflow-hidden rounded-[10px] border border-pen-200 transition-colors has-[a:hover]:border-pen-400">
      <div className="card-picture h-[148px]">
        <KindBadge kind={course.kind} />
        <UnitPicture course={course} size="small" />
      </div>
      <div className="flex grow flex-col gap-3 p-5">
        <Heading className="text-[21px] leading-[1.15]">
          <a
            href={`/university/courses/${course.slug}`}
            className="no-underline after:absolute after:inset-0"
          >
            {content.title}
          </a>
        </Heading>
        <p className="text-[15px] text-pen-600">{content.tagline}</p>
        <CardFacts course={course} />
      </div>
    </li>
  )
}

/** The last line of a card: how long, how hard, how much. */
export function CardFacts({ course }: { readonly course: PublishedCourse }) {
  const { content, sale, price } = course
  return (
    <p className="mt-auto flex items-baseline justify-between gap-4 pt-2">
      <span className="font-mono text-[13px] text-pen-600">
        {content.lengthLabel} · {LEVEL_NAMES[content.level]}
      </span>
      <span className="font-mono text-[15px] font-bold">
        {sale === 'announced' ? 'Soon' : price && formatMoney(price.money, { trim: true })}
      </span>
    </p>
  )
}
