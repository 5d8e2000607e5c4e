import type { UnitFormState } from '@/app/staff/catalog/unit-form-state'

/** By what a unit is known, in the order of the form. */
export const IDENTITY_FIELDS = ['sku', 'slug'] as const
export type IdentityState = UnitFormState<(typeof IDENTITY_FIELDS)[number]> & { readonly repeatable: boolean }

/** `said`: what came of it, when it was kept. */
export type FlockjayState = UnitFormState<'flockjayCourseId'> & { readonly said: string }
