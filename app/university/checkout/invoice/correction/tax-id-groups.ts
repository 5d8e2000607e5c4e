import { TAX_ID_CHOICES } from '@/lib/invoices/correction-request'
import type { TaxIdGroup } from './correction-fields'

/** The kinds of tax id, one group per country, for a list to choose from. */
export const TAX_ID_GROUPS: readonly TaxIdGroup[] = [
  ...Map.groupBy(TAX_ID_CHOICES, ({ country }) => country),
].map(([country, kinds]) => ({ country, kinds: kinds.map(({ value, label }) => ({ value, label })) }))
