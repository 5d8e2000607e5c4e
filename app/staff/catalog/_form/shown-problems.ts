import type { Problem } from '@/lib/catalog/documents/fields'

/** What a check found, as the error summary takes it. */
export type Checked = {
  readonly errors: Partial<Record<string, string>>
  readonly order: readonly string[]
}
export const NOT_CHECKED: Checked = { errors: {}, order: [] }

/** The problems of a check, in the order of the form. */
export function checkedProblems(problems: readonly Problem[]): Checked {
  return {
    errors: Object.fromEntries(problems.map(({ path, message }) => [path, message])),
    order: problems.map(({ path }) => path),
  }
}

/** What stands at the fields: what the last check found, as far as it is still so. What came up since waits for the next. */
export function messagesAtFields(checked: Checked, now: readonly Problem[]): ReadonlyMap<string, string> {
  const still = now.filter(({ path }) => checked.order.includes(path))
  return new Map(still.map(({ path, message }) => [path, message]))
}
