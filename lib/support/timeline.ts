import type { DeliveryId, PurchaseId } from '@/lib/ids'
import type { Money } from '@/lib/money'
import type { MoneyBackRow } from './money-back-row'
import type { PurchaseRow } from './purchase-row'
import { syncLines } from './sync-lines'
import type { SyncLine } from './sync-lines'

/** What happened to a purchase, one thing at a time. `at` is when we saw it; of money that went back, when it began. */
export type Happening = { readonly at: Date } & (
  | {
      readonly kind: 'attempt'
      readonly state: string
      readonly country: string
      readonly identity: string
      readonly confirmationVersion: string
      readonly poNumber: string | undefined
      /** The account that the link named, when the purchase is another's. */
      readonly linkSmid: string | undefined
      readonly repeat: boolean
    }
  | ({ readonly kind: 'stripe' } & StripeEventSeen)
  | {
      readonly kind: 'ledger'
      readonly posting: string
      readonly key: string
      readonly entries: readonly {
        readonly book: string
        readonly jurisdiction: string | undefined
        readonly money: Money
      }[]
    }
  | { readonly kind: 'refund'; readonly id: string; readonly money: Money; readonly state: string }
  | {
      readonly kind: 'dispute'
      readonly id: string
      readonly money: Money
      readonly state: string
      readonly reason: string
    }
  | {
      readonly kind: 'credit-note'
      readonly id: string
      readonly number: string
      readonly money: Money
      readonly tax: Money
      /** It corrects a document: nothing was given back with it. */
      readonly withoutMoney: boolean
      readonly state: string
    }
  | { readonly kind: 'access'; readonly state: string; readonly reason: string }
  | {
      readonly kind: 'owed'
      readonly deliveryId: DeliveryId
      readonly destination: string
      readonly action: string
      /** Place in the series of what was owed. */
      readonly number: number
      readonly deadline: Date
    }
  | {
      readonly kind: 'try'
      readonly deliveryId: DeliveryId
      readonly destination: string
      readonly action: string
      readonly number: number
      readonly durationMs: number
      readonly outcome: string
      readonly detail: string
    }
  | ({ readonly kind: 'sync' } & SyncLine)
  | { readonly kind: 'finding'; readonly finding: string; readonly detail: string; readonly open: boolean }
  | ({ readonly kind: 'audit' } & Audited)
)

export type StripeEventSeen = {
  readonly id: string
  readonly type: string
  readonly state: string
  readonly handledAt: Date | undefined
  readonly failure: string | undefined
}
export type Audited = {
  /** A name where one is known, else as the audit has it. */
  readonly actor: string
  readonly action: string
  readonly note: string | undefined
}
export type AccessSeen = {
  readonly state: string
  readonly reason: string
  /** The purchase the decision rests on. */
  readonly purchaseId: PurchaseId
  readonly decidedAt: Date
}

/** What stands beside the purchase's own rows. */
export type Beside = {
  readonly access: AccessSeen | undefined
  readonly events: readonly (StripeEventSeen & { readonly receivedAt: Date })[]
  readonly audits: readonly (Audited & { readonly at: Date })[]
}

/** Causes before effects where two things bear the same millisecond. */
const RANK: readonly Happening['kind'][] = [
  'attempt',
  'stripe',
  'refund',
  'dispute',
  'credit-note',
  'ledger',
  'access',
  'owed',
  'try',
  'sync',
  'finding',
  'audit',
]

/** Everything that happened, oldest first. Pure: the rows are read elsewhere. */
export function timeline(row: PurchaseRow, beside: Beside): readonly Happening[] {
  const all: Happening[] = [
    attempted(row),
    ...beside.events.map(({ receivedAt: at, ...event }) => ({ kind: 'stripe' as const, at, ...event })),
    ...row.transactions.map(posted),
    ...wentBack(row),
    ...(beside.access === undefined ? [] : [decided(beside.access)]),
    ...row.deliveries.flatMap(delivered),
    ...row.findings.map(({ kind: finding, createdAt: at, detail, closedAt }) => ({
      kind: 'finding' as const,
      at,
      finding,
      detail,
      open: closedAt === undefined,
    })),
    ...beside.audits.map((audit) => ({ kind: 'audit' as const, ...audit })),
  ]
  return all.sort((a, b) => a.at.getTime() - b.at.getTime() || RANK.indexOf(a.kind) - RANK.indexOf(b.kind))
}

function attempted({ attempt, identity, smid }: PurchaseRow): Happening {
  const { confirmedAt: at, state, country, confirmationVersion, poNumber, repeat } = attempt
  const linkSmid = attempt.linkSmid === smid ? undefined : attempt.linkSmid
  return { kind: 'attempt', at, state, country, identity, confirmationVersion, poNumber, linkSmid, repeat }
}

function posted({
  kind: posting,
  key,
  postedAt: at,
  entries,
}: PurchaseRow['transactions'][number]): Happening {
  const legs = entries.map(({ book, jurisdiction, amount, currency }) => ({
    book,
    jurisdiction,
    money: { amount, currency },
  }))
  return { kind: 'ledger', at, posting, key, entries: legs }
}

/** As it stands now, at the moment it began at Stripe: before the events and postings that followed from it. */
function wentBack({ refunds, disputes, creditNotes }: MoneyBackRow): Happening[] {
  return [
    ...refunds.map(({ id, amount, currency, state, createdAt: at }) => {
      return { kind: 'refund' as const, at, id, state, money: { amount, currency } }
    }),
    ...disputes.map(({ id, amount, currency, state, reason, createdAt: at }) => {
      return { kind: 'dispute' as const, at, id, state, reason, money: { amount, currency } }
    }),
    ...creditNotes.map(({ id, number, amount, tax, outOfBand, currency, state, createdAt: at }) => {
      const amounts = { money: { amount, currency }, tax: { amount: tax, currency } }
      return { kind: 'credit-note' as const, at, id, number, state, ...amounts, withoutMoney: outOfBand > 0n }
    }),
  ]
}

function decided({ state, reason, decidedAt: at }: AccessSeen): Happening {
  return { kind: 'access', at, state, reason }
}

function delivered(delivery: PurchaseRow['deliveries'][number]): Happening[] {
  if (delivery.action === 'sync')
    return syncLines(delivery).map((line) => ({ kind: 'sync' as const, ...line }))
  return owedAndTried(delivery)
}

function owedAndTried({
  id,
  destination,
  action,
  number,
  deadline,
  createdAt,
  history,
}: PurchaseRow['deliveries'][number]) {
  const common = { deliveryId: id, destination, action }
  return [
    { kind: 'owed' as const, at: createdAt, ...common, number, deadline },
    ...history.map(({ startedAt: at, ...call }) => ({ kind: 'try' as const, at, ...common, ...call })),
  ]
}
