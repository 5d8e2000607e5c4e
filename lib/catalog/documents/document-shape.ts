import type { z } from 'zod'
import { courseContentSchema } from '../course-content'
import type { Kind } from '../course-content'
import { addressConfirmationSchema, catalogPageSchema, refundPolicySchema } from '../page-content'
import { courseFieldGroups } from './course-fields'
import type { Field, FieldGroup } from './fields'
import { PAGE_FIELD_GROUPS } from './page-fields'
import type { PageName } from './subject'

/** What the words of a subject are made of: its form, and what a published revision of it must be. */
export type DocumentShape = {
  readonly groups: readonly FieldGroup[]
  readonly fields: readonly Field[]
  readonly schema: z.ZodType<object>
}

const PAGE_SCHEMAS: Readonly<Record<PageName, z.ZodType<object>>> = {
  catalog: catalogPageSchema,
  'refund-policy': refundPolicySchema,
  'address-confirmation': addressConfirmationSchema,
}

/** The shape of a unit's page. */
export function courseShape(kind: Kind): DocumentShape {
  return shapeOf(courseFieldGroups(kind), courseContentSchema)
}

/** The shape of a page that is no unit. */
export function pageShape(page: PageName): DocumentShape {
  return shapeOf(PAGE_FIELD_GROUPS[page], PAGE_SCHEMAS[page])
}

function shapeOf(groups: readonly FieldGroup[], schema: z.ZodType<object>): DocumentShape {
  return { groups, fields: groups.flatMap(({ fields }) => fields), schema }
}
