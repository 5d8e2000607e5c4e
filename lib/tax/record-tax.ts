import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Account, PurchaseId } from '@/lib/ids'
import type { SessionFacts } from '@/lib/stripe/port'
import type { TaxRegistration } from '@/lib/stripe/tax-registrations'
import { evidenceSchema } from './evidence'
import type { TaxEvidence } from './evidence'
import { taxFindingKindSchema } from './finding'
import type { TaxFinding, TaxFindingKind } from './finding'
import { judgeTax } from './judge'
import type { TaxReading } from './read-tax'
import { routeTaken } from './route'

/** A registration list that could not be read is asked for once more after this; from then on every night. */
const ASKED_AGAIN_MS = 10 * 60_000

/** Of the attempt, what was asked and confirmed before the buyer left. */
export type AskedAttempt = {
  readonly country: string
  readonly taxRoute: string | null
  readonly confirmationVersion: string
  readonly confirmedAt: Date
}
type Of = { readonly purchaseId: PurchaseId; readonly account: Account; readonly attempt: AskedAttempt }

const insertedSchema = z.array(z.object({ kind: taxFindingKindSchema }))

/**
 * Keeps what proves a paid purchase's tax, once, and leaves for finance what they have to know, in the caller's
 * transaction. Running again adds only what could not be read before. Answers the kinds of finding that are new.
 */
export async function recordTax(
  tx: Transaction,
  facts: SessionFacts,
  of: Of,
  { registrations, beside }: TaxReading,
): Promise<TaxFindingKind[]> {
  const evidence = await keepEvidence(tx, facts, of, registrations)
  const { currency, subtotal, discount, tax, total } = facts
  const findings = judgeTax(evidence, { currency, subtotal, discount, tax, total }, beside)
  if (evidence.registrations === undefined) await askAgain(tx, facts, of)
  else await closeUnknown(tx, of.purchaseId)
  return addFindings(tx, of.purchaseId, currency, findings)
}

async function keepEvidence(
  tx: Transaction,
  facts: SessionFacts,
  { purchaseId, account, attempt }: Of,
  registrations: readonly TaxRegistration[] | undefined,
): Promise<TaxEvidence> {
  const read = registrations === undefined ? {} : { registrations: registrations.map(registrationRow) }
  const kept = await tx.taxEvidence.findUnique({ where: { purchaseId } })
  if (kept !== null) {
    const known = evidenceSchema.parse(kept)
    // The table takes registrations once, and nothing else ever. The lock of the person keeps others away meanwhile.
    if (known.registrations !== undefined || registrations === undefined) return known
    return evidenceSchema.parse(await tx.taxEvidence.update({ where: { purchaseId }, data: read }))
  }
  const { country: countryAsked, confirmationVersion, confirmedAt } = attempt
  const { address, lines, taxIds, exempt: taxExempt, termsAccepted } = facts.taxFacts
  const row = await tx.taxEvidence.create({
    data: {
      purchaseId,
      account,
      route: routeTaken(attempt),
      countryAsked,
      countryCollected: address.country ?? null,
      state: address.state ?? null,
      postalCode: address.postalCode ?? null,
      lines: lines.map(lineRow),
      taxIds: taxIds.map(({ type, value }) => ({ type, value })),
      taxExempt,
      confirmationVersion,
      confirmedAt,
      termsAccepted: termsAccepted ?? null,
      ...read,
    },
  })
  return evidenceSchema.parse(row)
}

function registrationRow({ id, country, state, type, from, until }: TaxRegistration) {
  const times = { from: from.toISOString(), until: until?.toISOString() ?? null }
  return { id, country, state: state ?? null, type, ...times }
}

function lineRow({ amount, taxable, ...line }: SessionFacts['taxFacts']['lines'][number]) {
  return {
    amount: String(amount),
    taxable: taxable === undefined ? null : String(taxable),
    percentage: line.percentage,
    name: line.name,
    jurisdiction: line.jurisdiction ?? null,
    level: line.level ?? null,
    country: line.country ?? null,
    state: line.state ?? null,
    taxType: line.taxType ?? null,
    reason: line.reason ?? null,
  }
}

async function askAgain(tx: Transaction, { id }: SessionFacts, { account }: Of): Promise<void> {
  const due = new Date(Date.now() + ASKED_AGAIN_MS)
  await enqueue(tx, 'checkout-session', { account, sessionId: id }, { key: `${id}@tax`, due })
}

async function closeUnknown(tx: Transaction, purchaseId: PurchaseId): Promise<void> {
  await tx.taxFinding.updateMany({
    where: { purchaseId, kind: 'registrations-unknown', closedAt: null },
    data: { closedAt: new Date() },
  })
}

async function addFindings(
  tx: Transaction,
  purchaseId: PurchaseId,
  currency: string,
  findings: readonly TaxFinding[],
): Promise<TaxFindingKind[]> {
  if (findings.length === 0) return []
  const inserted = await tx.taxFinding.createManyAndReturn({
    data: findings.map(({ kind, place, amount, detail }) => {
      return { purchaseId, kind, place: place ?? null, amount: amount ?? null, currency, detail }
    }),
    skipDuplicates: true,
    select: { kind: true },
  })
  return insertedSchema.parse(inserted).map(({ kind }) => kind)
}
