import { z } from 'zod'
import { entitlementsCursorSchema } from '@/lib/access/entitlements-cursor'
import type { EntitlementsRequest } from '@/lib/access/entitlements-query'
import { customerIdSchema, smidSchema } from '@/lib/ids'

const DEFAULT_LIMIT = 200
const MAX_LIMIT = 1_000

const requestSchema = z.object({
  smid: smidSchema,
  learner: customerIdSchema.optional(),
  limit: z
    .string()
    .regex(/^[0-9]{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(MAX_LIMIT))
    .default(DEFAULT_LIMIT),
  cursor: entitlementsCursorSchema.optional(),
})

/** What each part must be, in words for who got it wrong. */
const EXPECTED: Readonly<Record<keyof z.infer<typeof requestSchema>, string>> = {
  smid: 'smid must be letters, digits, - and _, at most 64.',
  learner: 'learner must be one UUID, as answered by this address.',
  limit: `limit must be one number from 1 to ${MAX_LIMIT}.`,
  cursor: 'cursor must be one "next" as answered by this address.',
}

/** Parses the address; a text says what is wrong with it, without repeating it. */
export function parseRequest(smid: string, query: URLSearchParams): EntitlementsRequest | string {
  const given = Object.fromEntries(
    ['learner', 'limit', 'cursor'].map((name) => {
      const values = query.getAll(name)
      // A parameter twice stays a list, which no part accepts: guessing which one was meant would be wrong half the time.
      return [name, values.length > 1 ? values : values[0]]
    }),
  )
  const parsed = requestSchema.safeParse({ ...given, smid })
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => path[0]))
    return Object.entries(EXPECTED)
      .flatMap(([name, words]) => (names.has(name) ? [words] : []))
      .join(' ')
  }
  const { cursor, ...request } = parsed.data
  return { ...request, after: cursor }
}
