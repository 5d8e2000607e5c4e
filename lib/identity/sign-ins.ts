import { randomUUID } from 'node:crypto'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import { signInIdSchema } from '@/lib/ids'
import type { SignInId } from '@/lib/ids'
import { SESSION_SECONDS } from './realm'
import type { Realm } from './realm'

export type SignInServices = { readonly db: Database; readonly clock: Clock }

/** Records a sign-in, so that it can be ended from here: the cookie alone could only expire. */
export async function openSignIn(
  { db, clock }: SignInServices,
  realm: Realm,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<SignInId> {
  const id = signInIdSchema.parse(randomUUID())
  const expiresAt = new Date(clock.now().getTime() + SESSION_SECONDS[realm] * 1_000)
  await db.prisma.signIn.create({ data: { id, realm, issuer, subject, expiresAt } })
  return id
}

/** True while the sign-in was neither ended nor ran out. */
export async function isSignedIn(
  { db, clock }: SignInServices,
  realm: Realm,
  id: SignInId,
): Promise<boolean> {
  const row = await db.prisma.signIn.findUnique({ where: { id } })
  return row !== null && row.realm === realm && row.endedAt === null && row.expiresAt > clock.now()
}

/** Ends one sign-in, or every one of the person it belongs to, in all browsers. Repeating it changes nothing. */
export async function endSignIn(
  { db, clock }: SignInServices,
  id: SignInId,
  { everywhere }: { readonly everywhere: boolean },
): Promise<void> {
  const row = await db.prisma.signIn.findUnique({ where: { id } })
  if (row === null) return
  const { realm, issuer, subject } = row
  await db.prisma.signIn.updateMany({
    where: { ...(everywhere ? { realm, issuer, subject } : { id }), endedAt: null },
    data: { endedAt: clock.now() },
  })
}
