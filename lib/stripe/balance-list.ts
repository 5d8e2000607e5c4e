import Stripe from 'stripe'
import { currency } from '@/lib/money'
import type { BalanceLine } from './port'

/** Everything that moved an account's balance since a moment, newest first. Throws when unreachable. */
export async function* balanceLinesSince(stripe: Stripe, since: Date): AsyncIterable<BalanceLine> {
  const created = { gte: Math.floor(since.getTime() / 1_000) }
  for await (const move of stripe.balanceTransactions.list({ created, limit: 100 })) yield balanceLine(move)
}

/** One balance transaction; undefined where Stripe knows none by this id. Throws when unreachable. */
export async function readBalanceLine(stripe: Stripe, id: string): Promise<BalanceLine | undefined> {
  try {
    return balanceLine(await stripe.balanceTransactions.retrieve(id))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      return undefined
    throw error
  }
}

function balanceLine(move: Stripe.BalanceTransaction): BalanceLine {
  return {
    id: move.id,
    category: move.reporting_category,
    type: move.type,
    source: sourceOf(move.source),
    currency: currency(move.currency),
    gross: BigInt(move.amount),
    fee: BigInt(move.fee),
    net: BigInt(move.net),
    occurredAt: new Date(move.created * 1_000),
  }
}

function sourceOf(source: Stripe.BalanceTransaction['source']): string | undefined {
  if (source === null) return undefined
  return typeof source === 'string' ? source : source.id
}
