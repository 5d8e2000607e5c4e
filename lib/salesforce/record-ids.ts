import { z } from 'zod'

/** Salesforce's id of an account: 15 characters as people see them, or 18 as its interfaces give them. */
export const accountIdSchema = z
  .string()
  .regex(/^001[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/)
  .brand<'SalesforceAccountId'>()
export type SalesforceAccountId = z.infer<typeof accountIdSchema>

/** Salesforce's id of a contact. */
export const contactIdSchema = z
  .string()
  .regex(/^003[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/)
  .brand<'SalesforceContactId'>()
export type SalesforceContactId = z.infer<typeof contactIdSchema>
