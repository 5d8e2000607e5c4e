import { LEVEL_NAMES } from '@/app/_ui/course-card'
import { kindSchema, levelSchema } from '@/lib/catalog/course-content'
import type { Kind } from '@/lib/catalog/course-content'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { applyFilter, filterAddress } from './filters'
import type { Filter } from './filters'

const PLURALS: Readonly<Record<Kind, string>> = {
  certification: 'Certification',
  course: 'Courses',
  lab: 'Labs',
  'live-training': 'Live',
}
const PILL =
  'inline-flex min-h-[38px] items-center gap-2 rounded-full border border-pen-200 px-3.5 font-mono text-[13px] no-underline hover:border-pen-600 aria-[current]:border-ink-900 aria-[current]:bg-ink-900 aria-[current]:text-white'

/** Filters as links: each keeps the other, works by keyboard and without scripts, and can be shared. */
export function FilterBar({
  all,
  filter,
}: {
  readonly all: readonly PublishedCourse[]
  readonly filter: Filter
}) {
  const pills = [undefined, ...kindSchema.options].map((kind) => ({
    kind,
    name: kind === undefined ? 'All' : PLURALS[kind],
    count: applyFilter(all, { kind, level: filter.level }).length,
  }))
  return (
    <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
      <nav aria-label="Kind" className="flex flex-wrap gap-2">
        {pills.map(({ kind, name, count }) => (
          <a
            key={name}
            className={PILL}
            href={filterAddress({ kind, level: filter.level })}
            aria-current={kind === filter.kind ? 'page' : undefined}
          >
            {name} <span aria-label={`${count} units`}>{count}</span>
          </a>
        ))}
      </nav>
      <details className="relative font-mono text-[13px]">
        <summary className="flex min-h-[38px] cursor-pointer list-none items-center gap-3">
          Level
          <span className="flex min-h-[38px] items-center gap-4 rounded-md border border-pen-200 px-3.5">
            {filter.level === undefined ? 'Any' : LEVEL_NAMES[filter.level]} <span aria-hidden="true">▾</span>
          </span>
        </summary>
        <ul className="absolute right-0 z-[5] mt-1 grid min-w-40 rounded-md border border-pen-200 bg-white py-1 shadow-lg">
          {[undefined, ...levelSchema.options].map((level) => (
            <li key={level ?? 'any'}>
              <a
                className="flex min-h-9 items-center px-4 no-underline hover:bg-pen-100 aria-[current]:font-bold"
                href={filterAddress({ kind: filter.kind, level })}
                aria-current={level === filter.level ? 'page' : undefined}
              >
                {level === undefined ? 'Any' : LEVEL_NAMES[level]}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
