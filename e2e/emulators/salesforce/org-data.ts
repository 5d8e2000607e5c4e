import { z } from 'zod'
import type { StoredRecord } from './model'

const storedRecord: z.ZodType<StoredRecord> = z
  .object({ Id: z.string().length(18) })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** What the org holds, as it is saved: records by the object's API name, in the order of creation. */
export const orgDataSchema = z.object({
  format: z.literal(1),
  records: z.record(z.string(), z.array(storedRecord)),
  /** Ids of what was deleted. */
  deleted: z.array(z.string()),
  /** How many ids each key prefix has given. */
  made: z.record(z.string(), z.number().int().nonnegative()),
})
export type OrgData = z.infer<typeof orgDataSchema>

export const emptyOrgData = (): OrgData => ({ format: 1, records: {}, deleted: [], made: {} })
