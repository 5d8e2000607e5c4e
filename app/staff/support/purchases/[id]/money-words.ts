import { formatMoney } from '@/lib/money'
import type { Happening } from '@/lib/support/timeline'
import type { Line } from './line'
import { creditNoteMark, disputeMark, moneyMeaning, refundMark } from './money-marks'

type Of<K extends Happening['kind']> = Extract<Happening, { kind: K }>

const POSTED: Readonly<Record<string, string>> = {
  sale: 'Sale posted',
  settlement: 'Payment settled at Stripe',
  refund: 'Refund posted',
  'refund-failure': 'Failed refund reversed',
  'refund-settlement': 'Refund settled at Stripe',
  'refund-failure-settlement': 'Failed refund returned at Stripe',
  'credit-note': 'Tax corrected by credit note',
  'dispute-withdrawal': 'Dispute: money taken',
  'dispute-reinstatement': 'Dispute: money returned',
}

/** A posting by its business event, then its legs as the book has them. */
export function ledgerLine({ posting, entries }: Of<'ledger'>): Line {
  const detail = entries.map(leg).join(' · ')
  const mark = { tone: 'done', word: 'done' } as const
  return { system: 'Ledger', what: POSTED[posting] ?? `${posting} posted`, detail, mark }
}

function leg({ book, jurisdiction, money }: Of<'ledger'>['entries'][number]): string {
  const to = jurisdiction === undefined ? '' : ` (${jurisdiction})`
  return `${book.replaceAll('_', ' ')}${to} ${formatMoney(money)}`
}

/** What went back or may, as Stripe says it stands now. */
export function moneyBackLine(happening: Of<'refund' | 'dispute' | 'credit-note'>): Line {
  const { kind, id, money, state } = happening
  const amount = formatMoney(money)
  if (kind === 'refund')
    return {
      system: 'Stripe',
      what: `Refund of ${amount}`,
      detail: joined(moneyMeaning(state), id),
      mark: refundMark(state),
    }
  if (kind === 'dispute') {
    const detail = joined(moneyMeaning(state), happening.reason.replaceAll('_', ' '), id)
    return { system: 'Stripe', what: `Dispute over ${amount}`, detail, mark: disputeMark(state) }
  }
  const without = happening.withoutMoney ? 'no money moved' : undefined
  const detail = joined(`${amount} with ${formatMoney(happening.tax)} tax`, without, id)
  return {
    system: 'Stripe',
    what: `Credit note ${happening.number}`,
    detail,
    mark: creditNoteMark(state),
  }
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ')
}
