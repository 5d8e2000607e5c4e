import type { Mark } from '@/app/staff/state-mark'
import type { Blocker } from '@/lib/catalog/selling/blockers'
import type { AccountPrice, UnitSelling } from '@/lib/catalog/selling/unit-selling'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { formatMoney } from '@/lib/money'

type Sold = Pick<UnitSelling, 'sale' | 'prices' | 'retiredReason' | 'blockers'>

/** Whether one can buy it, in a sentence, and why. */
export function sellingAnswer({ sale, prices, retiredReason, blockers }: Sold): {
  readonly answer: string
  readonly because: string
} {
  const usual = usualPrice(prices)
  if (sale === 'retired') {
    const reason = retiredReason === undefined ? '' : `It was retired with these words: “${retiredReason}”`
    return { answer: 'Not on sale: retired.', because: reason }
  }
  if (sale === 'announced') {
    const because =
      blockers.length === 0
        ? 'Nothing is missing: it can be put on sale.'
        : 'What is missing is listed under “Sale”.'
    return { answer: 'Not on sale: only announced.', because }
  }
  const money = usual?.current?.money
  if (usual === undefined || money === undefined)
    return { answer: 'On sale, but without a price.', because: '' }
  const others = prices.filter(({ account }) => account !== DEFAULT_ACCOUNT)
  const because = [
    ...(usual.current?.placeholder === true
      ? ['The price is a placeholder: nobody has set a real one yet.']
      : []),
    ...(others.some(({ current }) => current !== undefined)
      ? ['Some countries pay another price, see below.']
      : []),
    ...(others.some(({ current }) => current === undefined)
      ? ['It is not sold in some countries, because it has no price there, see below.']
      : []),
  ].join(' ')
  return { answer: `On sale for ${formatMoney(money)}.`, because }
}

/** The price of everybody for whom no further account is configured. */
function usualPrice(prices: readonly AccountPrice[]): AccountPrice | undefined {
  return prices.find(({ account }) => account === DEFAULT_ACCOUNT)
}

/** The marks of a unit's sale, beside those of its page. */
export function saleMark(sale: UnitSelling['sale']): Mark {
  return SALES[sale]
}

const SALES: Readonly<Record<UnitSelling['sale'], Mark>> = {
  open: { tone: 'done', word: 'On sale' },
  announced: { tone: 'waiting', word: 'Not on sale' },
  retired: { tone: 'quiet', word: 'Retired' },
}

/** Where a price holds: the countries of its account, by name. */
export function whereWords({ countries }: Pick<AccountPrice, 'countries'>, accounts: number): string {
  if (countries.length === 0) return accounts === 1 ? 'Everywhere' : 'Everywhere else'
  return countries
    .map((code) => NAMES.of(code) ?? code)
    .toSorted((one, other) => one.localeCompare(other, 'en'))
    .join(', ')
}

const NAMES = new Intl.DisplayNames('en', { type: 'region' })

type Mend = {
  readonly what: string
  /** Nothing here can mend it without one. */
  readonly link?: { readonly href: string; readonly words: string }
}

/** What keeps a unit from being sold, and where one puts it right; `mayPrice`: whoever reads it may set prices. */
export function mend(blocker: Blocker, courseId: string, mayPrice: boolean): Mend {
  const home = `/staff/catalog/${courseId}`
  const price = { href: `${home}/price?account=${DEFAULT_ACCOUNT}`, words: 'Set its price' }
  const mends: Readonly<Record<Blocker, Mend>> = {
    'live-training': { what: 'Seats of live trainings cannot be sold yet. It can be announced.' },
    'not-published': {
      what: 'Its page was never published.',
      link: { href: home, words: 'Write and publish it' },
    },
    'no-price': mayPrice
      ? { what: 'It has no price.', link: price }
      : { what: 'It has no price. A marketing admin sets it.' },
    'no-stripe-price': {
      what: 'Its price is not at Stripe yet.',
      link: { href: '#prices', words: 'See its prices' },
    },
    'not-mapped': {
      what: 'We do not know which course of Flockjay it opens.',
      link: { href: '#flockjay', words: 'Say which' },
    },
  }
  return mends[blocker]
}
