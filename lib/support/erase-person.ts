import { z } from 'zod'
import { closeAttempt } from '@/lib/checkout/close-attempt'
import type { Clock } from '@/lib/clock'
import { oweSyncs } from '@/lib/crm/owe'
import type { Database, Transaction } from '@/lib/db/database'
import { emailKey } from '@/lib/identity/email-key'
import { attemptIdSchema, customerIdSchema, purchaseIdSchema, sessionIdSchema } from '@/lib/ids'
import type { CustomerId } from '@/lib/ids'
import { sessionParametersSchema } from '@/lib/stripe/session-parameters'
import type { StripeAccounts } from '@/lib/stripe/accounts'

export type EraseServices = {
  readonly db: Database
  readonly accounts: StripeAccounts
  readonly clock: Clock
}

/** What other systems hold of somebody: by ids, because the names are gone here. */
export type ErasedPurchase = {
  readonly reference: string
  readonly purchaseId: string
  readonly sessionId: string
  readonly paymentIntentId: string | null
  readonly invoiceId: string | null
}
export type EraseResult =
  | { readonly outcome: 'erased'; readonly persons: number; readonly purchases: readonly ErasedPurchase[] }
  | { readonly outcome: 'nobody' }
  /** Money or a course is on its way and would arrive nowhere: try again when it has. */
  | { readonly outcome: 'busy'; readonly references: readonly string[] }
  | { readonly outcome: 'stripe-unreachable' }

/**
 * Takes a person's data out of our tables on request (R20): who they are, what the attempts were made with, their
 * sign-ins. What was sold, paid and decided stays, pointing to an empty row. Payment pages still open are closed first.
 * Repeating it is harmless.
 */
export async function erasePerson(services: EraseServices, email: string): Promise<EraseResult> {
  const { db } = services
  const found = await db.prisma.customer.findMany({
    where: { emailKey: emailKey(email), erasedAt: null },
    select: { id: true },
  })
  const ids = z
    .array(z.object({ id: customerIdSchema }))
    .parse(found)
    .map(({ id }) => id)
  if (ids.length === 0) return { outcome: 'nobody' }
  if (!(await closePaymentPages(services, ids))) return { outcome: 'stripe-unreachable' }
  return db.prisma.$transaction((tx) => erase(tx, ids, services.clock.now()))
}

/** Makes open payment pages unpayable. One whose creation was cut off is finished first, so that it can be closed. */
async function closePaymentPages({ db, accounts }: EraseServices, ids: CustomerId[]): Promise<boolean> {
  const rows = await db.prisma.checkoutAttempt.findMany({
    where: { customerId: { in: ids }, state: { in: ['creating', 'open'] } },
    select: { id: true, account: true, sessionId: true, parameters: true },
  })
  for (const row of rows) {
    const stripe = accounts.of(row.account)
    const id = attemptIdSchema.parse(row.id)
    const made =
      row.sessionId === null
        ? await stripe.createSession(sessionParametersSchema.parse(row.parameters), id)
        : { outcome: 'created' as const, id: sessionIdSchema.parse(row.sessionId) }
    if (made.outcome === 'unreachable') return false
    if (made.outcome === 'refused') {
      await closeAttempt(db, id, 'refused')
      continue
    }
    const expired = await stripe.expireSession(made.id)
    if (expired.outcome === 'unreachable') return false
    if (expired.outcome === 'expired') await closeAttempt(db, id, 'expired')
  }
  return true
}

async function erase(tx: Transaction, ids: CustomerId[], erasedAt: Date): Promise<EraseResult> {
  await tx.$queryRaw`SELECT id::text FROM customer WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
  const busy = await stillOnItsWay(tx, ids)
  if (busy.length > 0) return { outcome: 'busy', references: busy }
  const persons = await tx.customer.findMany({ where: { id: { in: ids } } })
  for (const { ssoIssuer: issuer, ssoSubject: subject } of persons)
    if (issuer !== null && subject !== null) await tx.signIn.deleteMany({ where: { issuer, subject } })
  await tx.customer.updateMany({ where: { id: { in: ids } }, data: { ...NOBODY, erasedAt } })
  await tx.checkoutAttempt.updateMany({
    where: { customerId: { in: ids } },
    data: { parameters: {}, browserHash: new Uint8Array(32), holder: 'erased', returnTo: null },
  })
  const purchases = await tx.purchase.findMany({
    where: { customerId: { in: ids } },
    orderBy: { id: 'asc' },
    select: { id: true, reference: true, sessionId: true, paymentIntentId: true, invoiceId: true },
  })
  const purchaseIds = purchases.map(({ id }) => purchaseIdSchema.parse(id))
  // Whom nobody knows here any more can be found nowhere: nobody has to look.
  await tx.salesforceRecord.updateMany({
    where: { purchaseId: { in: purchaseIds }, match: { not: 'matched' }, leftAt: null },
    data: { leftBy: 'erasure', leftAt: erasedAt },
  })
  await oweSyncs(tx, purchaseIds)
  await tx.audit.createMany({
    data: ids.map((subjectId) => ({
      actor: 'command',
      action: 'person.erase',
      subjectType: 'customer',
      subjectId,
      detail: {},
    })),
  })
  return {
    outcome: 'erased',
    persons: ids.length,
    purchases: purchases.map(({ id: purchaseId, ...ids }) => ({ purchaseId, ...ids })),
  }
}

const NOBODY = {
  smid: null,
  email: null,
  emailKey: null,
  emailVerified: false,
  name: null,
  flockjayUserId: null,
  ssoIssuer: null,
  ssoSubject: null,
  contactId: null,
}

async function stillOnItsWay(tx: Transaction, ids: CustomerId[]): Promise<string[]> {
  const customerId = { in: ids }
  const attempts = await tx.checkoutAttempt.findMany({
    where: { customerId, closedAt: null },
    select: { reference: true },
  })
  const purchases = await tx.purchase.findMany({
    where: {
      customerId,
      OR: [{ state: 'pending' }, { deliveries: { some: { destination: 'flockjay', state: 'waiting' } } }],
    },
    select: { reference: true },
  })
  return [...new Set([...attempts, ...purchases].map(({ reference }) => reference))]
}
