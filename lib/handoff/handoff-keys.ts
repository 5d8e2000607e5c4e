import { z } from 'zod'

/** Shared secrets by key id: more than one while they are being rotated. */
export type HandoffKeys = ReadonlyMap<string, string>

const entrySchema = z.string().regex(/^[A-Za-z0-9_-]{1,32}:\S{32,256}$/)

/**
 * Reads `kid:secret,kid:secret` (contracts.md). Each secret has 32 characters or more, as RFC 7518, 3.2 asks of HS256,
 * and no comma. Undefined when it is malformed or names a key twice.
 */
export function parseHandoffKeys(text: string): HandoffKeys | undefined {
  const entries = text.split(',').map((entry) => entrySchema.safeParse(entry.trim()))
  const keys = new Map<string, string>()
  for (const { data } of entries) {
    if (data === undefined) return undefined
    const colon = data.indexOf(':')
    keys.set(data.slice(0, colon), data.slice(colon + 1))
  }
  return keys.size === entries.length ? keys : undefined
}
