import type { Kind } from '@/lib/catalog/course-content'

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  certification: 'Certification',
  course: 'Course',
  lab: 'Lab',
  'live-training': 'Live training',
}

/** The kind of a unit, in its colour and in words. */
export function KindBadge({ kind }: { readonly kind: Kind }) {
  return (
    <span className="badge" data-kind={kind}>
      {KIND_NAMES[kind]}
    </span>
  )
}
