import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { attemptIdSchema, customerIdSchema, priceIdSchema, sessionIdSchema } from '@/lib/ids'
import type { AttemptId, CourseId, CustomerId } from '@/lib/ids'
import { sessionParametersSchema } from '@/lib/stripe/session-parameters'
import { attemptStateSchema } from './attempt-states'

/** Purchases that stand in the way of paying again (R10). */
const LIVE_PURCHASES = ['pending', 'paid']

const attemptSchema = z.object({
  id: attemptIdSchema,
  state: attemptStateSchema,
  priceId: priceIdSchema,
  country: z.string(),
  poNumber: z.string().nullable(),
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
  readonly confirmationVersion: string
  readonly confirmedAt: Date
  readonly parameters: object
  readonly browserHash: Uint8Array<ArrayBuffer>
  readonly expiresAt: Date
}

export type Claim =
  | { readonly claim: 'mine'; readonly attempt: Attempt }
  | { readonly claim: 'existing'; readonly attempt: Attempt }
  | { readonly claim: 'owned' }

/**
 * Records the intent to pay, unless this person already has a live attempt or purchase of the unit. The person's row
 * lock makes double clicks, tabs and devices queue here; the unique index would refuse a second live attempt anyway.
 */
export async function claimAttempt(
  db: Database,
  person: { smid: string; email: string },
  attempt: NewAttempt,
): Promise<Claim> {
  return db.prisma.$transaction(async (tx) => {
    const customerId = await lockCustomer(tx, person)
    const scope = { customerId, courseId: attempt.courseId }
    const existing = await tx.checkoutAttempt.findFirst({ where: { ...scope, closedAt: null } })
    if (existing !== null) return { claim: 'existing', attempt: attemptSchema.parse(existing) }
    const owned = await tx.purchase.findFirst({ where: { ...scope, state: { in: LIVE_PURCHASES } } })
    if (owned !== null) return { claim: 'owned' }
    const made = await tx.checkoutAttempt.create({ data: { ...attempt, customerId, state: 'creating' } })
    return { claim: 'mine', attempt: attemptSchema.parse(made) }
  })
}

/** The person's row, locked until the transaction ends. The last spelling of the address is the one kept. */
async function lockCustomer(
  tx: Transaction,
  { smid, email }: { smid: string; email: string },
): Promise<CustomerId> {
  const rows = await tx.$queryRaw<unknown[]>`
    INSERT INTO customer (smid, email, email_key, identity)
    VALUES (${smid}, ${email}, ${emailKey(email)}, 'claimed')
    ON CONFLICT (smid, email_key) DO UPDATE SET email = excluded.email
    RETURNING id`
  return z.object({ id: customerIdSchema }).parse(rows[0]).id
}

/** How two spellings of one address are recognised: compatibility form, lower case. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}
