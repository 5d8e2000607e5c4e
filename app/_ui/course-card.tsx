import type { PublishedCourse } from '@/lib/catalog/published-course'
import { formatMoney } from '@/lib/money'
import { HashSlotPicture } from './hash-slot-picture'
import { KindBadge } from './kind-badge'

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
      <div className="flex h-[148px] items-start justify-between bg-ink-900 p-4 [&_.slot]:h-[132px] [&_.slot]:w-auto [&_.slot]:-my-2">
        <KindBadge kind={course.kind} />
        <HashSlotPicture sku={course.sku} kind={course.kind} />
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
        <p className="mt-auto flex items-baseline justify-between gap-4 pt-2">
          <span className="font-mono text-[13px] text-pen-600">
            {content.lengthLabel} · {LEVEL_NAMES[content.level]}
          </span>
          <span className="font-mono text-[15px] font-bold">
            {course.sale === 'announced'
              ? 'Soon'
              : course.price && formatMoney(course.price.money, { trim: true })}
          </span>
        </p>
      </div>
    </li>
  )
}
