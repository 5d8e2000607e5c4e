import { z } from 'zod'

/** What finance looks at, one of a kind per purchase. */
export const taxFindingKindSchema = z.enum([
  'country-mismatch',
  'untaxed',
  'not-registered',
  'reverse-charge',
  'exempt',
  'registrations-unknown',
  'invoice-corrected',
])
export type TaxFindingKind = z.infer<typeof taxFindingKindSchema>

/** Something for finance. `amount`: tax that was missed (positive) or taken in vain (negative); undefined where unknown. */
export type TaxFinding = {
  readonly kind: TaxFindingKind
  readonly place: string | undefined
  readonly amount: bigint | undefined
  readonly detail: string
}
