import { z } from 'zod'
import { createSeal } from '@/lib/seal'
import type { Seal } from '@/lib/seal'
import { SEARCH_LENGTH } from './search-term'

/** A working day's tab: back and reload go on showing the results; an old address in a history opens nothing. */
export const SEARCH_LIFETIME_SECONDS = 8 * 3_600

const searchSchema = z.object({ typed: z.string().max(SEARCH_LENGTH) })

/** Hides what was searched for, often a person's e-mail, from addresses, histories and access logs. */
export function createSearchSeal(secret: string): Seal<string> {
  const { seal, open } = createSeal(secret, {
    purpose: 'staff search seal v1',
    seconds: SEARCH_LIFETIME_SECONDS,
    schema: searchSchema,
  })
  return {
    seal: (typed) => seal({ typed: typed.slice(0, SEARCH_LENGTH) }),
    open: async (sealed) => (await open(sealed))?.typed,
  }
}
