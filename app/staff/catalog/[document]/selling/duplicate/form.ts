import type { UnitFormState } from '@/app/staff/catalog/unit-form-state'

/** What differs in a copy, in the order of the form. */
export const DUPLICATE_FIELDS = ['title', 'sku', 'slug'] as const
export type DuplicateState = UnitFormState<(typeof DUPLICATE_FIELDS)[number]>
