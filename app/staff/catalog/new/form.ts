import type { UnitFormState } from '@/app/staff/catalog/unit-form-state'

/** What one says of a new unit, in the order of the form. */
export const NEW_UNIT_FIELDS = ['kind', 'title', 'sku', 'slug'] as const
export type NewUnitState = UnitFormState<(typeof NEW_UNIT_FIELDS)[number]>
