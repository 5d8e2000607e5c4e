import { z } from 'zod'
import { momentOf, wallTimeSchema, zoneSchema } from './zoned-time'

/** One date of a live training (R5). Times are those on the clocks of its zone. `id` stays through all revisions. */
export const sessionSchema = z
  .object({
    id: z.uuid(),
    startsAt: wallTimeSchema,
    zone: zoneSchema,
    minutes: z.int().positive().max(2880),
    seats: z.int().positive().max(10_000),
    /** From then on it cannot be bought. */
    salesEndAt: wallTimeSchema,
  })
  .superRefine(({ startsAt, salesEndAt, zone }, context) => {
    const start = momentOf(startsAt, zone)
    const end = momentOf(salesEndAt, zone)
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (start === undefined) say('startsAt', 'The clocks there never show this time, or show it twice')
    if (end === undefined) say('salesEndAt', 'The clocks there never show this time, or show it twice')
    if (start !== undefined && end !== undefined && end > start)
      say('salesEndAt', 'Sales must end before the session starts')
  })
export type LiveSession = z.infer<typeof sessionSchema>
