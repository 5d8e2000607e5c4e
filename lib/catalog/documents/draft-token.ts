import { z } from 'zod'

/**
 * Names the exact draft a writer has before them (`draft:<id>:<version>`) or, where there is no draft, the revision one
 * would begin from (`base:<id>`, `base:none`). `:over` at the end: the writer was told that it is not what they began
 * from, so that saving over it keeps it first.
 */
export const draftTokenSchema = z
  .string()
  .max(120)
  .regex(/^(draft:[0-9a-f-]{36}:\d{1,9}(:over)?|base:([0-9a-f-]{36}|none))$/)
  .brand<'DraftToken'>()
export type DraftToken = z.infer<typeof draftTokenSchema>

/** The token of a draft as it stands. */
export function tokenOfDraft({ id, version }: { readonly id: string; readonly version: number }): DraftToken {
  return draftTokenSchema.parse(`draft:${id}:${version}`)
}

/** The token where there is no draft; undefined: there is no revision to begin from either. */
export function tokenOfBase(base: { readonly id: string } | undefined): DraftToken {
  return draftTokenSchema.parse(`base:${base?.id ?? 'none'}`)
}

/** The token to give back with a conflict. */
export function tokenOver(token: DraftToken): DraftToken {
  return token.startsWith('draft:') && !isOver(token) ? draftTokenSchema.parse(`${token}:over`) : token
}

/** Whether the writer was told of a conflict and saves all the same. */
export function isOver(token: DraftToken): boolean {
  return token.endsWith(':over')
}

/** Whether both name the same draft or beginning. */
export function sameToken(one: DraftToken, other: DraftToken): boolean {
  return tokenOver(one) === tokenOver(other)
}
