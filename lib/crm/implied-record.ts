import { createHash } from 'node:crypto'
import { judge } from '@/lib/access/standing'
import type { Standing } from '@/lib/access/standing'
import type { AccessStatus, MatchStatus, PurchaseRecord, PurchaseStatus } from '@/lib/salesforce/records'
import type { ImpliedRow, MatchReason } from './implied-row'

/** All but the address of our page, which depends on where we are installed and not on the purchase. */
export type ImpliedRecord = Omit<PurchaseRecord, 'page'>

const STATUS: Readonly<Record<Standing, PurchaseStatus>> = {
  paid: 'Paid',
  disputed: 'Disputed',
  pending: 'Pending',
  refunded: 'Refunded',
  lost: 'Charged back',
  failed: 'Failed',
}
const ACCESS: Readonly<Record<NonNullable<ImpliedRow['access']>, AccessStatus>> = {
  active: 'Active',
  pending: 'Pending',
  suspended: 'Suspended',
  revoked: 'Revoked',
  none: 'None',
}
const MATCH: Readonly<Record<NonNullable<ImpliedRow['match']>, MatchStatus>> = {
  pending: 'Pending',
  matched: 'Matched',
  ambiguous: 'Ambiguous',
}

/** Why a purchase hangs on nobody yet, as people in Salesforce read it. */
const NOTE: Readonly<Record<MatchReason, string>> = {
  'no-account': 'No account has this SMID yet.',
  'several-accounts': 'Several accounts have this SMID.',
  'no-contact': 'The account has no contact that is this buyer.',
  'several-contacts': 'Several contacts of the account may be this buyer.',
}

/**
 * The record that our books imply for a purchase: always the whole of it, so that whatever is written last is right
 * (R16). Pure.
 */
export function impliedRecord(row: ImpliedRow): ImpliedRecord {
  const match = row.match ?? 'pending'
  const given = row.refunds.filter(({ state }) => state !== 'failed')
  return {
    purchaseId: row.id,
    reference: row.reference,
    sku: row.sku,
    smid: row.smid,
    email: row.email,
    currency: row.currency,
    amount: row.total,
    tax: row.tax,
    discount: row.discount,
    refunded: given.reduce((sum, { amount }) => sum + amount, 0n),
    status: STATUS[judge(row).standing],
    access: ACCESS[row.access ?? 'none'],
    stripeAccount: row.account,
    paymentIntentId: row.paymentIntentId,
    invoiceNumber: row.invoiceNumber,
    orderedAt: row.createdAt,
    paidAt: row.paidAt,
    match: MATCH[match],
    matchNote: row.reason === undefined ? undefined : NOTE[row.reason],
    account: linkedAccount(row),
    contactId: match === 'matched' ? row.contactId : undefined,
  }
}

/** By its id only where a person chose it: else the SMID says which, whatever its id has become. */
function linkedAccount({ accountId, chosenAccountId, reason }: ImpliedRow): ImpliedRecord['account'] {
  if (accountId === undefined || reason === 'several-accounts') return undefined
  return chosenAccountId ?? 'by-smid'
}

/** Changes with whatever of a record changes. To be raised when records get another form: all are written anew then. */
const FORM = 1

/** SHA-256 of a record, by which we know whether Salesforce has been sent this very one. */
export function digestOf(record: ImpliedRecord): string {
  const text = JSON.stringify([FORM, record], (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return createHash('sha256').update(text).digest('hex')
}
