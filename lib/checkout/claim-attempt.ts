import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import type { Buyer } from '@/lib/identity/buyer'
import { lockPerson } from '@/lib/identity/person'
import { accountSchema, attemptIdSchema, priceIdSchema, sessionIdSchema } from '@/lib/ids'
import type { AttemptId, CourseId } from '@/lib/ids'
import { sessionParametersSchema } from '@/lib/stripe/session-parameters'
import type { TaxRoute } from '@/lib/tax/route'
import { attemptStateSchema } from './attempt-states'
import { readStanding } from './standing'

const attemptSchema = z.object({
  id: attemptIdSchema,
  account: accountSchema,
  state: attemptStateSchema,
  priceId: priceIdSchema,
  country: z.string(),
  poNumber: z.string().nullable(),
  smid: z.string(),
  confirmationVersion: z.string(),
  /** Null of the time before it was kept. */
  refundPolicyVersion: z.string().nullable(),
  parameters: sessionParametersSchema,
  sessionId: sessionIdSchema.nullable(),
  sessionUrl: z.string().nullable(),
})
export type Attempt = z.infer<typeof attemptSchema>

export type NewAttempt = {
  readonly id: AttemptId
  readonly reference: string
  readonly courseId: CourseId
  readonly revisionId: string
  readonly priceId: string
  readonly account: string
  readonly country: string
  readonly poNumber: string | null
  readonly taxRoute: TaxRoute
  readonly confirmationVersion: string
  readonly refundPolicyVersion: string
  readonly confirmedAt: Date
  readonly parameters: object
  readonly browserHash: Uint8Array<ArrayBuffer>
  readonly expiresAt: Date
  readonly smid: string
  readonly identity: string
  readonly holder: string
  readonly linkSmid: string | null
  readonly handoffJti: string | null
  readonly returnTo: string | null
  /** The learner confirmed buying again what they own. */
  readonly repeat: boolean
}

export type Claim =
  | { readonly claim: 'mine'; readonly attempt: Attempt }
  | { readonly claim: 'existing'; readonly attempt: Attempt }
  | { readonly claim: 'owned' }
  | { readonly claim: 'payment-pending' }
  | { readonly claim: 'disputed' }
  /** The signed link has led to a payment already. */
  | { readonly claim: 'link-used' }

/**
 * Records the intent to pay, unless this person already has a live attempt or purchase of the unit. The person's row
 * lock makes double clicks, tabs and devices queue here; the unique index would refuse a second live attempt anyway.
 * What only a browser vouches for (a typed address) is seen by that browser alone.
 */
export async function claimAttempt(
  db: Database,
  buyer: Buyer,
  email: string,
  attempt: NewAttempt,
): Promise<Claim> {
  return db.prisma.$transaction(async (tx) => {
    const customerId = await lockPerson(tx, buyer, email)
    const scope = { customerId, courseId: attempt.courseId }
    const existing = await tx.checkoutAttempt.findFirst({
      where: { ...scope, holder: attempt.holder, closedAt: null },
    })
    if (existing !== null) return { claim: 'existing', attempt: attemptSchema.parse(existing) }
    const browser = buyer.identity === 'claimed' ? attempt.browserHash : undefined
    const standing = await readStanding(tx, customerId, attempt.courseId, browser)
    if (standing === 'payment-pending' || standing === 'disputed') return { claim: standing }
    if (standing === 'owned' && !attempt.repeat) return { claim: 'owned' }
    if (attempt.handoffJti !== null && (await isLinkUsed(tx, attempt.handoffJti)))
      return { claim: 'link-used' }
    const made = await tx.checkoutAttempt.create({ data: { ...attempt, customerId, state: 'creating' } })
    return { claim: 'mine', attempt: attemptSchema.parse(made) }
  })
}

/** Has this link led to a payment, or is it about to? Asked one after the other, should a link's id name two buyers. */
async function isLinkUsed(tx: Transaction, jti: string): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${jti}, 0))`
  const used = await tx.checkoutAttempt.findFirst({
    where: { handoffJti: jti, OR: [{ closedAt: null }, { state: { in: PAID } }] },
    select: { id: true },
  })
  return used !== null
}

/** Ends of an attempt in which money moved: its link is spent. */
const PAID = ['complete', 'pending']
