import { z } from 'zod'
import { purchaseIdSchema } from '@/lib/ids'
import { unmatchedFilterSchema } from '@/lib/support/salesforce-unmatched'
import type { UnmatchedFilter, UnmatchedPlace } from '@/lib/support/salesforce-unmatched'

export const SALESFORCE_PAGE = '/staff/support/salesforce'

const placeSchema = z
  .string()
  .transform((text) => text.split('_'))
  .pipe(z.tuple([z.iso.datetime().transform((at) => new Date(at)), purchaseIdSchema]))
  .transform(([pendingSince, purchaseId]): UnmatchedPlace => ({ pendingSince, purchaseId }))

/** What an address may ask for; anything else counts as not asked. */
const querySchema = z.object({
  show: unmatchedFilterSchema.catch('all'),
  after: placeSchema.optional().catch(undefined),
  did: z.string().optional().catch(undefined),
})
export type SalesforceQuery = z.infer<typeof querySchema>

export function parseSalesforceQuery(
  query: Readonly<Record<string, string | string[] | undefined>>,
): SalesforceQuery {
  return querySchema.parse(query)
}

/** The address of a page of unmatched purchases. */
export function salesforceAddress(show: UnmatchedFilter, after?: UnmatchedPlace): string {
  const asked = new URLSearchParams()
  if (show !== 'all') asked.set('show', show)
  if (after !== undefined) asked.set('after', `${after.pendingSince.toISOString()}_${after.purchaseId}`)
  return asked.size === 0 ? SALESFORCE_PAGE : `${SALESFORCE_PAGE}?${asked.toString()}`
}
