import { z } from 'zod'
import { courseIdSchema, customerIdSchema } from '@/lib/ids'
import type { CourseId, CustomerId } from '@/lib/ids'

/** Where a page of entitlements ended: its last person and unit. Both never change, so the place stays the same. */
export type EntitlementsPlace = { readonly learner: CustomerId; readonly course: CourseId }

/** The place as an opaque word for an address: both ids' bytes. */
export function writeEntitlementsCursor({ learner, course }: EntitlementsPlace): string {
  return Buffer.from(`${learner}${course}`.replaceAll('-', ''), 'hex').toString('base64url')
}

/** Parses that word; anything else is refused. */
export const entitlementsCursorSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .transform((text) => Buffer.from(text, 'base64url').toString('hex'))
  .transform((hex) => ({ learner: uuidOf(hex.slice(0, 32)), course: uuidOf(hex.slice(32)) }))
  .pipe(z.object({ learner: customerIdSchema, course: courseIdSchema }))

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
