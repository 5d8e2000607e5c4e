import type { Currency, Money } from '@/lib/money'

/** Money of a purchase that went back to the buyer, or is on its way there. */
export type GivenBack = {
  readonly amount: Money
  /** When the last of it was given. */
  readonly at: Date
  /** Some of it has not arrived yet. */
  readonly onItsWay: boolean
  /** Numbers of the documents that say so, where Stripe made some. */
  readonly creditNotes: readonly string[]
}

type Back = {
  readonly currency: Currency
  readonly refunds: readonly {
    readonly amount: bigint
    readonly currency: string
    readonly state: 'pending' | 'succeeded' | 'failed'
    readonly createdAt: Date
  }[]
  readonly creditNotes: readonly {
    readonly number: string
    readonly currency: string
    readonly state: string
    readonly outOfBand: bigint
  }[]
}

/** What was given back; undefined when nothing was. A refund that failed has come back to us and does not count. */
export function givenBack({ currency, refunds, creditNotes }: Back): GivenBack | undefined {
  const live = refunds.filter((refund) => refund.state !== 'failed' && refund.currency === currency)
  const [first, ...rest] = live
  if (first === undefined) return undefined
  return {
    amount: { amount: live.reduce((sum, { amount }) => sum + amount, 0n), currency },
    at: rest.reduce((latest, { createdAt }) => (createdAt > latest ? createdAt : latest), first.createdAt),
    onItsWay: live.some(({ state }) => state === 'pending'),
    creditNotes: creditNotes.flatMap((note) =>
      // One that was given out of band corrects a document: nothing came back with it.
      note.state === 'issued' && note.currency === currency && note.outOfBand === 0n ? [note.number] : [],
    ),
  }
}
