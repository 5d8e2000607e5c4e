import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { signInIdSchema, smidSchema } from '@/lib/ids'
import type { Realm } from './realm'

/** What a session cookie carries, encrypted. */
const sessionTokenSchema = z.object({
  realm: z.enum(['cloud', 'staff']),
  sid: signInIdSchema,
  issuer: z.string(),
  subject: z.string(),
  email: z.string().optional(),
  emailVerified: z.boolean(),
  name: z.string().optional(),
  smid: smidSchema.optional(),
  contactId: z.string().optional(),
})
export type SessionToken = z.infer<typeof sessionTokenSchema>

/** Opens a session cookie of one realm. Undefined for anything else, also for the other realm's cookie. */
export async function readSessionToken(
  realm: Realm,
  cookie: string,
  secret: string,
): Promise<SessionToken | undefined> {
  try {
    const token = sessionTokenSchema.safeParse(await decode({ token: cookie, secret }))
    return token.data?.realm === realm ? token.data : undefined
  } catch {
    return undefined
  }
}
