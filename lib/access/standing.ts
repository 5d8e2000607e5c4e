import { formatMoney } from '@/lib/money'
import type { Evidence } from './evidence'

/** What is left of a purchase once all its money is looked at. */
export type Standing = 'paid' | 'disputed' | 'pending' | 'refunded' | 'lost' | 'failed'

export type Judged = {
  readonly standing: Standing
  /** The ground of it in one sentence, with the ids of what it rests on. */
  readonly reason: string
}

/** Reduces one purchase to where it stands. Pure: the same rows, the same answer, whatever came first. */
export function judge(purchase: Evidence): Judged {
  const { reference, state, disputes } = purchase
  if (state === 'pending')
    return { standing: 'pending', reason: `The payment of purchase ${reference} is still on its way.` }
  if (state === 'failed')
    return { standing: 'failed', reason: `The payment of purchase ${reference} failed.` }
  const { given, by } = givenBack(purchase)
  if (given >= purchase.total && purchase.total > 0n)
    return { standing: 'refunded', reason: `Purchase ${reference} was refunded in full (${by}).` }
  const lost = disputes.find((dispute) => dispute.state === 'lost' || dispute.state === 'prevented')
  if (lost !== undefined)
    return { standing: 'lost', reason: `The buyer's bank took purchase ${reference} back (${lost.id}).` }
  const open = disputes.find((dispute) => dispute.state === 'open')
  if (open !== undefined)
    return {
      standing: 'disputed',
      reason: `The buyer's bank questions purchase ${reference} (${open.id}): access waits until that is settled.`,
    }
  return { standing: 'paid', reason: paidReason(purchase, given, by) }
}

/** Refunds on their way count: their money has left us. Failed ones have come back. */
function givenBack({ refunds }: Evidence): { given: bigint; by: string } {
  const live = refunds.filter(({ state }) => state !== 'failed')
  return {
    given: live.reduce((sum, { amount }) => sum + amount, 0n),
    by: live.map(({ id }) => id).join(', '),
  }
}

function paidReason({ reference, total, currency, disputes }: Evidence, given: bigint, by: string): string {
  const money = (amount: bigint): string => formatMoney({ amount, currency })
  if (given > 0n)
    return `Paid by purchase ${reference}; ${money(given)} of ${money(total)} was given back (${by}), which keeps access.`
  const won = disputes.find(({ state }) => state === 'won')
  if (won !== undefined) return `Paid by purchase ${reference}; its dispute was won (${won.id}).`
  return `Paid in full by purchase ${reference}.`
}
