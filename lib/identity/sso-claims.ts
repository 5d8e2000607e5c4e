import { z } from 'zod'
import { smidSchema } from '@/lib/ids'
import type { Smid } from '@/lib/ids'
import type { CloudClaims } from './realm'

/** What an issuer says of a person, reduced to what we keep. Roles are never among it: they hang in our database. */
export type SsoClaims = {
  readonly subject: string
  readonly email: string | undefined
  /** The issuer vouches for the address. */
  readonly emailVerified: boolean
  readonly name: string | undefined
  /** Undefined when this sign-in belongs to no Redis Cloud account. */
  readonly smid: Smid | undefined
  readonly contactId: string | undefined
}

const profileSchema = z.looseObject({ sub: z.string().min(1).max(255) })
const emailSchema = z.email().max(254)
const nameSchema = z.string().trim().min(1).max(200)
const contactSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/**
 * Reads an ID token's claims. What is missing or malformed beside the subject counts as not said, so that one odd claim
 * keeps nobody out; without a subject it throws. `email_verified` must be the boolean true (OpenID Connect Core, 5.1).
 */
export function readSsoClaims(profile: unknown, claims?: CloudClaims): SsoClaims {
  const said = profileSchema.parse(profile)
  const email = emailSchema.safeParse(said['email']).data
  return {
    subject: said.sub,
    email,
    emailVerified: email !== undefined && said['email_verified'] === true,
    name: nameSchema.safeParse(said['name']).data,
    smid: claims && smidSchema.safeParse(said[claims.smid]).data,
    contactId: claims && contactSchema.safeParse(said[claims.contactId]).data,
  }
}
