import type { Currency } from '@/lib/money'
import type { Book, Entry, Posting, PostingKind } from './posting'
import { reversed } from './posting'

/** An entry as it stands in the ledger, with the posting it belongs to. */
export type PostedEntry = Entry & {
  readonly key: string
  readonly kind: PostingKind
  readonly occurredAt: Date
}

/** One more posting of a purchase's `name` series. */
export type Rounding = Pick<Posting, 'kind' | 'occurredAt' | 'entries'> & {
  readonly name: 'tax-rounding' | 'exchange-rounding'
  readonly number: number
}

/** Books that must be empty once a payment has gone back whole, and where their last unit goes. */
type Closing = {
  readonly name: Rounding['name']
  readonly book: Book
  readonly counter: Book
  readonly isBack: (posted: readonly PostedEntry[], price: Currency) => boolean
}

const CLOSINGS: readonly Closing[] = [
  { name: 'tax-rounding', book: 'tax_payable', counter: 'refunds', isBack: isRefundedWhole },
  {
    name: 'exchange-rounding',
    book: 'exchange',
    counter: 'exchange_difference',
    isBack: isUnwoundWhole,
  },
]

/**
 * Parts are rounded one by one, so all parts of a payment may miss the whole by a few units. Once everything went back,
 * those units are moved out of tax (to refunds) and out of exchange (to its difference); when a refund fails after
 * all, they are moved back. Reads nothing but one purchase's postings, whatever brought them there.
 */
export function roundingsOf(posted: readonly PostedEntry[], price: Currency): Rounding[] {
  return CLOSINGS.flatMap((closing) => rounding(closing, posted, price) ?? [])
}

function rounding(closing: Closing, posted: readonly PostedEntry[], price: Currency): Rounding | undefined {
  const { name, book, counter } = closing
  const own = posted.filter(({ key }) => key.startsWith(`${name}:`))
  const all = closing.isBack(posted, price) ? posted : own
  const out = reversed(sums(all.filter((entry) => entry.book === book)))
  if (out.length === 0) return undefined
  const entries = [
    ...out,
    ...reversed(sums(out.map(({ currency, amount }) => ({ book: counter, currency, amount })))),
  ]
  const occurredAt = new Date(Math.max(...posted.map((entry) => entry.occurredAt.getTime())))
  return { name, kind: 'rounding', number: new Set(own.map(({ key }) => key)).size + 1, occurredAt, entries }
}

function isRefundedWhole(posted: readonly PostedEntry[]): boolean {
  const refunds = posted.filter(({ kind }) => kind === 'refund' || kind === 'refund-failure')
  const moved = [...refunds, ...posted.filter(({ kind }) => kind === 'sale')]
  return refunds.length > 0 && isEmpty(moved.filter(({ book }) => book === 'stripe_clearing'))
}

function isUnwoundWhole(posted: readonly PostedEntry[], price: Currency): boolean {
  return isEmpty(posted.filter(({ book, currency }) => book === 'exchange' && currency === price))
}

function isEmpty(entries: readonly Entry[]): boolean {
  return entries.reduce((sum, { amount }) => sum + amount, 0n) === 0n
}

/** Sums by currency and jurisdiction of one book's entries, without those of zero. */
function sums(entries: readonly Entry[]): Entry[] {
  const found = new Map<string, Entry>()
  for (const { book, currency, jurisdiction, amount } of entries) {
    const of = JSON.stringify([currency, jurisdiction])
    const sum = (found.get(of)?.amount ?? 0n) + amount
    found.set(of, { book, currency, amount: sum, ...(jurisdiction === undefined ? {} : { jurisdiction }) })
  }
  return [...found.values()].filter(({ amount }) => amount !== 0n)
}
