import { z } from 'zod'
import { evidenceSchema, evidenceSelect } from '@/lib/access/evidence'
import { judge } from '@/lib/access/standing'
import type { Database } from '@/lib/db/database'
import { referenceSchema } from '@/lib/ids'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { Money } from '@/lib/money'
import { recognise } from './search-term'
import type { SearchTerm } from './search-term'

/** As many as a person reads; beyond, a narrower search is the answer. */
const AT_MOST = 50

const rowSchema = evidenceSchema
  .extend({
    smid: z.string(),
    courseId: z.string(),
    customer: z.object({
      email: z.string().nullable(),
      access: z.array(z.object({ courseId: z.string(), state: z.string() })),
    }),
    attempt: z.object({ revision: z.object({ content: z.object({ title: z.string() }) }) }),
    deliveries: z.array(z.object({ state: z.string() })),
  })
  .transform(({ customer, attempt, deliveries, ...row }) => ({
    id: row.id,
    reference: row.reference,
    smid: row.smid,
    createdAt: row.createdAt,
    title: attempt.revision.content.title,
    total: { amount: row.total, currency: row.currency } satisfies Money,
    /** What is left of it. */
    standing: judge(row).standing,
    /** Part or all of it was given back. */
    givenBack: row.refunds.some(({ state }) => state !== 'failed'),
    /** Of this person to this unit, by whichever purchase. */
    access: customer.access.find(({ courseId }) => courseId === row.courseId)?.state,
    /** Undefined once the person was erased. */
    email: customer.email ?? undefined,
    owed: deliveries.length,
  }))
/** One line of a search's result. `owed`: what is still tried or waits for a person, of what the learner waits for. */
export type FoundPurchase = z.infer<typeof rowSchema>

const attemptSchema = z.object({ reference: referenceSchema, state: z.string(), createdAt: z.date() })
/** A checkout that no payment of ours belongs to (yet). */
export type UnpaidAttempt = z.infer<typeof attemptSchema>

export type FindResult =
  | {
      readonly outcome: 'found'
      readonly purchases: readonly FoundPurchase[]
      /** There are older ones that are not in the list. */
      readonly more: boolean
    }
  | { readonly outcome: 'unpaid'; readonly attempt: UnpaidAttempt }
  | { readonly outcome: 'nothing' }
  /** What was typed has no form that we search by. */
  | { readonly outcome: 'not-understood' }
  | { readonly outcome: 'forbidden' }

/**
 * Finds purchases by whatever a learner or a colleague quotes: e-mail, account id, purchase id, reference, Stripe session,
 * payment, invoice or credit note number, promotion code. Newest first, 50 at most.
 */
export async function findPurchases(db: Database, actor: StaffActor, typed: string): Promise<FindResult> {
  if (!permits(actor, 'purchase.find')) return { outcome: 'forbidden' }
  const term = recognise(typed)
  if (term.kind === 'unknown') return { outcome: 'not-understood' }
  const rows = await db.prisma.purchase.findMany({
    where: term.kind === 'name' ? await purchasesByName(db, term) : purchasesBy(term),
    select: {
      ...evidenceSelect,
      smid: true,
      courseId: true,
      customer: { select: { email: true, access: { select: { courseId: true, state: true } } } },
      attempt: { select: { revision: { select: { content: true } } } },
      deliveries: {
        where: { destination: 'flockjay', state: { in: ['waiting', 'needs-person'] } },
        select: { state: true },
      },
    },
    // Ids are made in the order of time (UUID v7), and the account's index ends with them.
    orderBy: { id: 'desc' },
    take: AT_MOST + 1,
  })
  if (rows.length > 0) {
    const purchases = z.array(rowSchema).parse(rows.slice(0, AT_MOST))
    return { outcome: 'found', purchases, more: rows.length > AT_MOST }
  }
  const attempt = await unpaidAttempt(db, term)
  return attempt === undefined ? { outcome: 'nothing' } : { outcome: 'unpaid', attempt }
}

function purchasesBy(term: Exclude<SearchTerm, { kind: 'unknown' | 'name' }>) {
  switch (term.kind) {
    case 'email':
      return { customer: { emailKey: term.emailKey } }
    case 'purchase':
      return { id: term.id }
    case 'reference':
      return { reference: term.reference }
    case 'session':
      return { sessionId: term.sessionId }
    case 'payment':
      return { paymentIntentId: term.paymentIntentId }
  }
}

/** Documents beside the first invoice are looked up apart, so that each lookup goes by its own index. */
async function purchasesByName({ prisma }: Database, { smid, upper }: Extract<SearchTerm, { kind: 'name' }>) {
  const [corrections, creditNotes] = await Promise.all([
    prisma.invoiceCorrection.findMany({ where: { invoiceNumber: upper }, select: { purchaseId: true } }),
    prisma.creditNote.findMany({ where: { number: upper }, select: { purchaseId: true } }),
  ])
  const documented = [...corrections, ...creditNotes].map(({ purchaseId }) => purchaseId)
  return {
    OR: [{ smid }, { invoiceNumber: upper }, { promotionCode: upper }, { id: { in: documented } }],
  }
}

/** Whoever quotes a reference or a session that led to no purchase deserves more than "nothing found". */
async function unpaidAttempt(db: Database, term: SearchTerm): Promise<UnpaidAttempt | undefined> {
  const where =
    term.kind === 'reference'
      ? { reference: term.reference }
      : term.kind === 'session'
        ? { sessionId: term.sessionId }
        : undefined
  if (where === undefined) return undefined
  const row = await db.prisma.checkoutAttempt.findUnique({ where })
  return row === null ? undefined : attemptSchema.parse(row)
}
