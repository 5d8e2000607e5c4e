import { z } from 'zod'

/** A course's id in Flockjay, as a row has it: undefined while the unit is written before Flockjay has its course. */
export const flockjayCourseIdSchema = z
  .string()
  .nullable()
  .transform((id) => id ?? undefined)
