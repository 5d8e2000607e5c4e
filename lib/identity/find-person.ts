import type { Database } from '@/lib/db/database'
import { customerIdSchema } from '@/lib/ids'
import type { CustomerId, Smid } from '@/lib/ids'
import type { Buyer, SignedBuyer, SsoBuyer } from './buyer'
import { emailKey } from './email-key'
import type { Learner } from './learner'
import { vouchedEmail } from './vouched-email'

type Signed = Pick<SignedBuyer, 'identity' | 'flockjayUserId' | 'smid' | 'email'>
type SignedIn = Pick<SsoBuyer, 'identity' | 'issuer' | 'subject' | 'email' | 'emailVerified'> & {
  readonly smid: Smid | undefined
}

/** The buyer's row as it stands; undefined for a stranger, and for a claim, which proves nothing. Reads only. */
export async function findPerson(db: Database, buyer: Buyer): Promise<CustomerId | undefined> {
  return buyer.identity === 'claimed' ? undefined : find(db, buyer)
}

/** The row of who is signed in, also when all they bought came through signed links. Reads only. */
export async function findLearner(db: Database, learner: Learner): Promise<CustomerId | undefined> {
  return find(db, { identity: 'sso', ...learner })
}

/** By what the issuer calls them; else the row that a purchase would join, by the rules of `lockPerson`. */
async function find({ prisma }: Database, who: Signed | SignedIn): Promise<CustomerId | undefined> {
  const select = { id: true } as const
  const known =
    who.identity === 'signed'
      ? await prisma.customer.findUnique({ where: { flockjayUserId: who.flockjayUserId }, select })
      : await prisma.customer.findUnique({
          where: { ssoIssuer_ssoSubject: { ssoIssuer: who.issuer, ssoSubject: who.subject } },
          select,
        })
  if (known !== null) return customerIdSchema.parse(known.id)
  const email = vouchedEmail(who)
  if (email === undefined || who.smid === undefined) return undefined
  const free = who.identity === 'signed' ? { flockjayUserId: null } : { ssoSubject: null }
  const joined = await prisma.customer.findFirst({
    where: {
      smid: who.smid,
      emailKey: emailKey(email),
      emailVerified: true,
      identity: { not: 'claimed' },
      ...free,
    },
    orderBy: { id: 'asc' },
    select,
  })
  return joined === null ? undefined : customerIdSchema.parse(joined.id)
}
