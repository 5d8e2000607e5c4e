import { randomInt } from 'node:crypto'
import { referenceSchema } from '@/lib/ids'
import type { Reference } from '@/lib/ids'

/** Crockford's alphabet without U too: no letter that is read as another, and fewer accidental words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new support reference such as RU-7F3K-91QD; the database keeps them unique. */
export function newReference(): Reference {
  const group = (): string => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return referenceSchema.parse(`RU-${group()}-${group()}`)
}
