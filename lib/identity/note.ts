import { z } from 'zod'

/**
 * What a member of staff writes about something they did: 3 to 500 characters. Kept for ever beside the audit, so it names
 * nobody's address. `ask` is what the form says when there is nothing to keep.
 */
export function noteSchema(ask: string) {
  return z
    .string()
    .trim()
    .min(3, ask)
    .max(500, 'Write at most 500 characters')
    .refine((note) => !/\S@\S+\.\S/.test(note), 'Leave e-mail addresses out: this is kept for ever')
    .brand<'Note'>()
}
export type Note = z.infer<ReturnType<typeof noteSchema>>
