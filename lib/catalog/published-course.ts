import type { CourseId, PriceId, RevisionId, Sku } from '@/lib/ids'
import type { Money } from '@/lib/money'
import type { CourseContent, Kind } from './course-content'

/** Why a listed unit can or cannot be bought now. */
export type Sale = 'open' | 'announced' | 'retired'

/** A unit of learning as the public sees it: the published revision with its price. */
export type PublishedCourse = {
  readonly id: CourseId
  readonly sku: Sku
  readonly slug: string
  readonly kind: Kind
  readonly sale: Sale
  /** May be bought again while it is owned, such as an exam retake. */
  readonly repeatable: boolean
  readonly revisionId: RevisionId
  readonly content: CourseContent
  readonly price: { readonly id: PriceId; readonly money: Money } | undefined
  /** The course's id in Flockjay, for the links that open it there; undefined until it is known, before a first sale. */
  readonly flockjayCourseId: string | undefined
}
