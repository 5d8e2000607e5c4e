import { z } from 'zod'

/** What a Redis employee may be here (R22). Given by an admin or by command, never by a claim of the sign-in. */
export const roleSchema = z.enum(['marketing', 'marketing-admin', 'finance', 'support', 'admin'])
export type Role = z.infer<typeof roleSchema>

/** Every role, in the order in which pages list them. */
export const ROLES = roleSchema.options
