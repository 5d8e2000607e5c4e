import { formatMoney } from '@/lib/money'
import type { Money } from '@/lib/money'

/** A price as the form shows it, and sends it back so that nobody pays another one than they saw. */
export type ShownPrice = { readonly id: string; readonly text: string }

/** The price in words for people. */
export function shownPrice({ id, money }: { readonly id: string; readonly money: Money }): ShownPrice {
  return { id, text: formatMoney(money) }
}
