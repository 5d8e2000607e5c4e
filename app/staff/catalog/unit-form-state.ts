import { z } from 'zod'
import type { Problem } from '@/lib/catalog/documents/fields'

/** What a form shows: what was typed, and what is wrong with it. A refused form keeps what was typed. */
export type UnitFormState<F extends string> = {
  readonly values: Readonly<Record<F, string>>
  readonly errors: Readonly<Partial<Record<F, string>>>
}

/** One field as it was typed, cut where nobody types on; a missing one is empty. */
export const typedField = z
  .string()
  .catch('')
  .transform((typed) => typed.slice(0, 2_000))

/** The first problem of each field. */
export function errorsOf<F extends string>(
  problems: readonly Problem[],
  fields: readonly F[],
): Partial<Record<F, string>> {
  const errors: Partial<Record<F, string>> = {}
  for (const field of fields) {
    const found = problems.find(({ path }) => path === field)
    if (found !== undefined) errors[field] = found.message
  }
  return errors
}
