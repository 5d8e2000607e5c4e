import { z } from 'zod'
import { taxFindingIdSchema } from '@/lib/tax/finding-row'

/** What an address may ask for; anything else counts as not asked. A field left empty is not asked either. */
const querySchema = z.object({
  kind: z.string().min(1).max(50).optional().catch(undefined),
  place: z.string().min(1).max(100).optional().catch(undefined),
  after: taxFindingIdSchema.optional().catch(undefined),
  did: z.string().optional().catch(undefined),
})
export type TaxQuery = z.infer<typeof querySchema>

export function parseTaxQuery(query: Readonly<Record<string, string | string[] | undefined>>): TaxQuery {
  return querySchema.parse(query)
}

/** The address of a page of findings. */
export function taxAddress({ kind, place, after }: Omit<TaxQuery, 'did'>): string {
  const asked = new URLSearchParams()
  if (kind !== undefined) asked.set('kind', kind)
  if (place !== undefined) asked.set('place', place)
  if (after !== undefined) asked.set('after', after)
  return asked.size === 0 ? '/staff/finance/tax' : `/staff/finance/tax?${asked.toString()}`
}
