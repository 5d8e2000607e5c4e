import type { z } from 'zod'
import { PAGE_FIELD_GROUPS } from '../documents/page-fields'
import type { Field } from '../documents/fields'
import type { PageName } from '../documents/subject'
import { addressConfirmationSchema, catalogPageSchema, refundPolicySchema } from '../page-content'

/** The words of each page that is no unit, as they are published. */
export const PAGE_SCHEMAS = {
  catalog: catalogPageSchema,
  'refund-policy': refundPolicySchema,
  'address-confirmation': addressConfirmationSchema,
} as const

export type PageContents = { readonly [Name in PageName]: z.output<(typeof PAGE_SCHEMAS)[Name]> }

/** All fields of such a page. */
export function pageFields(page: PageName): readonly Field[] {
  return PAGE_FIELD_GROUPS[page].flatMap(({ fields }) => fields)
}
