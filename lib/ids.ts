import { z } from 'zod'

/** Code of one unit of learning, e.g. `RU-CERT-DEVELOPER`: upper-case groups joined by dashes, 4 to 40 characters. */
export const skuSchema = z
  .string()
  .min(4)
  .max(40)
  .regex(/^RU(-[A-Z0-9]+)+$/)
  .brand<'Sku'>()
export type Sku = z.infer<typeof skuSchema>

/** A Redis Cloud account id: letters, digits, `-`, `_`, up to 64 (product.md; the one place to change it). */
export const smidSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'Smid'>()
export type Smid = z.infer<typeof smidSchema>

/** What Flockjay calls one of its users: opaque, up to 128 visible characters. */
export const flockjayUserIdSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/)
  .brand<'FlockjayUserId'>()
export type FlockjayUserId = z.infer<typeof flockjayUserIdSchema>

const uuid = z.uuid()
export const courseIdSchema = uuid.brand<'CourseId'>()
export type CourseId = z.infer<typeof courseIdSchema>
export const revisionIdSchema = uuid.brand<'RevisionId'>()
export type RevisionId = z.infer<typeof revisionIdSchema>
export const priceIdSchema = uuid.brand<'PriceId'>()
export type PriceId = z.infer<typeof priceIdSchema>
export const customerIdSchema = uuid.brand<'CustomerId'>()
export type CustomerId = z.infer<typeof customerIdSchema>
export const attemptIdSchema = uuid.brand<'AttemptId'>()
export type AttemptId = z.infer<typeof attemptIdSchema>
export const purchaseIdSchema = uuid.brand<'PurchaseId'>()
export type PurchaseId = z.infer<typeof purchaseIdSchema>
export const deliveryIdSchema = uuid.brand<'DeliveryId'>()
export type DeliveryId = z.infer<typeof deliveryIdSchema>

export const staffIdSchema = uuid.brand<'StaffId'>()
export type StaffId = z.infer<typeof staffIdSchema>
/** One sign-in of one person in one browser. */
export const signInIdSchema = uuid.brand<'SignInId'>()
export type SignInId = z.infer<typeof signInIdSchema>

/** Stripe's id of a Checkout session (`cs_test_…`, `cs_live_…`). */
export const sessionIdSchema = z
  .string()
  .regex(/^cs_[A-Za-z0-9_]{1,250}$/)
  .brand<'SessionId'>()
export type SessionId = z.infer<typeof sessionIdSchema>

/** Name of one configured Stripe account, `default` unless more are configured (R11). */
export const accountSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,19}$/)
  .brand<'Account'>()
export type Account = z.infer<typeof accountSchema>
export const DEFAULT_ACCOUNT = accountSchema.parse('default')

/** What the learner quotes to support: `RU-` and eight characters without look-alikes, e.g. `RU-7F3K-91QD`. */
export const referenceSchema = z
  .string()
  .regex(/^RU-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  .brand<'Reference'>()
export type Reference = z.infer<typeof referenceSchema>
