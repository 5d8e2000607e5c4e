import { z } from 'zod'
import { DOCUMENT_STATES } from './marks'
import type { DocumentState } from './marks'

const searchSchema = z.string().trim().min(1).max(100)
const stateSchema = z.enum(DOCUMENT_STATES)

/** Which units the list shows. */
export type ListQuery = { readonly search: string | undefined; readonly state: DocumentState | undefined }

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads the list's address; what it does not understand narrows nothing. */
export function readListQuery(asked: Asked): ListQuery {
  return {
    search: searchSchema.safeParse(asked['search']).data,
    state: stateSchema.safeParse(asked['state']).data,
  }
}

/** The list's address for a query. */
export function listAddress({ search, state }: ListQuery): string {
  const query = new URLSearchParams()
  if (search !== undefined) query.set('search', search)
  if (state !== undefined) query.set('state', state)
  return query.size === 0 ? '/staff/catalog' : `/staff/catalog?${query}`
}
