import type { CourseId, Sku } from '@/lib/ids'
import type { Money } from '@/lib/money'
import type { Kind } from '../course-content'

export type Sale = 'open' | 'announced' | 'retired'

/** `draft`: it has changes that are not public, or never was. A retired unit is not `published` any more. */
export type UnitState = 'published' | 'draft' | 'scheduled' | 'retired'

/** One unit in the list of all. */
export type UnitLine = {
  readonly courseId: CourseId
  readonly sku: Sku
  readonly slug: string
  readonly kind: Kind
  /** The published one, else the draft's; the SKU while there is none. */
  readonly title: string
  readonly sale: Sale
  readonly states: readonly UnitState[]
  readonly scheduledFor?: { readonly dueAt: Date; readonly zone: string }
  /** At the default account. */
  readonly price: Money | undefined
  /** That price was made up until somebody sets it. */
  readonly placeholder: boolean
  readonly editedBy?: string
  readonly editedAt?: Date
  /** In the order of the catalog. */
  readonly first: boolean
  readonly last: boolean
}

export type UnitFilter = { readonly search?: string; readonly state?: UnitState }

export type ListUnitsResult =
  | {
      readonly outcome: 'found'
      readonly units: readonly UnitLine[]
      /** Of all units, whatever was searched for. */
      readonly total: number
    }
  | { readonly outcome: 'forbidden' }
