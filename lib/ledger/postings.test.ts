import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BalanceMove, PaymentMoney } from './payment-money'
import type { Entry, Posting } from './posting'
import { postingsOf } from './postings'
import { histories } from './random-payments'
import { roundingsOf } from './rounding'

/** The ledger in memory: what stands under a key stays. */
class Ledger {
  readonly posted = new Map<string, Posting>()

  enter(payment: PaymentMoney): void {
    for (const posting of postingsOf(payment)) this.#post(posting)
    const all = [...this.posted.values()].flatMap(({ entries, ...of }) =>
      entries.map((entry) => ({ ...of, ...entry })),
    )
    for (const { name, number, ...rounding } of roundingsOf(all, payment.sale.currency)) {
      this.#post({ ...rounding, key: `${name}:${number}`, account: payment.account })
    }
  }

  #post(posting: Posting): void {
    if (!this.posted.has(posting.key)) this.posted.set(posting.key, posting)
  }

  get entries(): Entry[] {
    return [...this.posted.values()].flatMap(({ entries }) => entries)
  }

  /** Balances that are not zero, by book, currency and jurisdiction. */
  get balances(): Record<string, bigint> {
    return sums(
      this.entries,
      ({ book, currency, jurisdiction = '' }) => `${book} ${currency} ${jurisdiction}`,
    )
  }
}

function sums(entries: readonly Entry[], by: (entry: Entry) => string): Record<string, bigint> {
  const found: Record<string, bigint> = {}
  for (const entry of entries) found[by(entry)] = (found[by(entry)] ?? 0n) + entry.amount
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, sum]) => sum !== 0n)
      .toSorted(),
  )
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, each) => sum + each, 0n)
}

/** All balance transactions that a reading knows and that the ledger can take. */
function movesOf({ charge, refunds, disputes }: PaymentMoney): BalanceMove[] {
  const all = [
    charge,
    ...refunds.flatMap(({ out, back }) => [out, back]),
    ...disputes.flatMap(({ moves }) => moves),
  ]
  return all.flatMap((move) => move ?? [])
}

/** Is `units` the part of `whole` that `part` is of `of`, to the nearest unit? Multiplied out, never divided. */
function isNearest(units: bigint, whole: bigint, part: bigint, of: bigint): boolean {
  const off = 2n * (units * of - whole * part)
  return -of <= off && off <= of
}

const RUNS = { numRuns: 400 }
const any = histories({ whole: false })
const whole = histories({ whole: true })

describe('postings of one reading', () => {
  it('sum to zero in each currency', () => {
    fc.assert(
      fc.property(any, ({ readings }) => {
        for (const posting of readings.flatMap(postingsOf)) {
          expect(
            sums(posting.entries, ({ currency }) => currency),
            posting.key,
          ).toEqual({})
        }
      }),
      RUNS,
    )
  })
  it('have keys of their own, and name a jurisdiction for tax only', () => {
    fc.assert(
      fc.property(any, ({ last }) => {
        const keys = postingsOf(last).map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        const named = postingsOf(last).flatMap(({ entries }) =>
          entries.filter((entry) => 'jurisdiction' in entry),
        )
        expect(named.every(({ book }) => book === 'tax_payable')).toBe(true)
      }),
      RUNS,
    )
  })
  it('stand in every later reading, with the same entries', () => {
    fc.assert(
      fc.property(any, ({ readings, last }) => {
        const later = new Map(postingsOf(last).map((posting) => [posting.key, posting]))
        for (const posting of readings.flatMap(postingsOf)) {
          const found = later.get(posting.key)
          expect(found?.entries, posting.key).toEqual(posting.entries)
          expect(found?.kind).toBe(posting.kind)
          // When a refund failed is known for sure only once its money came again.
          if (!/^(refund-failure|credit-note-undone):/.test(posting.key)) {
            expect(found?.occurredAt).toEqual(posting.occurredAt)
          }
        }
      }),
      RUNS,
    )
  })
  it('take back the tax in a refund to the nearest unit, and undo exactly that when it failed', () => {
    fc.assert(
      fc.property(any, ({ last }) => {
        const { sale } = last
        const byKey = new Map(postingsOf(last).map((posting) => [posting.key, posting]))
        for (const { id, amount, failed } of last.refunds) {
          const given = byKey.get(`refund:${id}`)?.entries ?? []
          const taken = byKey.get(`refund-failure:${id}`)?.entries
          expect(
            total(given.filter(({ book }) => book === 'stripe_clearing').map((entry) => entry.amount)),
          ).toBe(-amount)
          for (const line of sale.taxes) {
            const share = given.find(({ jurisdiction }) => jurisdiction === line.jurisdiction)?.amount ?? 0n
            expect(isNearest(share, line.amount, amount, sale.total)).toBe(true)
          }
          expect(taken !== undefined).toBe(failed)
          if (taken !== undefined) expect(sums([...given, ...taken], ({ book }) => book)).toEqual({})
        }
      }),
      RUNS,
    )
  })
  it('know nothing of credit notes given out of band: the same with and without them', () => {
    fc.assert(
      fc.property(any, ({ last }) => {
        const creditNotes = last.creditNotes.filter(({ outOfBand }) => outOfBand === 0n)
        expect(postingsOf(last)).toEqual(postingsOf({ ...last, creditNotes }))
      }),
      RUNS,
    )
  })
  it('take back what a credit note says, where its refund was given', () => {
    fc.assert(
      fc.property(any, ({ last }) => {
        const posted = postingsOf(last)
        for (const note of last.creditNotes.filter(({ outOfBand }) => outOfBand === 0n)) {
          const keys = [
            `credit-note:${note.id}`,
            `credit-note-undone:${note.id}`,
            `refund:${note.refundIds[0]}`,
          ]
          keys.push(`refund-failure:${note.refundIds[0]}`)
          const entries = posted.filter(({ key }) => keys.includes(key)).flatMap((posting) => posting.entries)
          const tax = sums(
            entries.filter(({ book }) => book === 'tax_payable'),
            ({ jurisdiction }) => `${jurisdiction}`,
          )
          const failed = last.refunds.some(({ id, failed }) => failed && note.refundIds.includes(id))
          const said = note.taxes.filter(({ amount }) => amount !== 0n && !failed)
          expect(tax).toEqual(
            Object.fromEntries(said.map(({ jurisdiction, amount }) => [jurisdiction, amount])),
          )
        }
      }),
      RUNS,
    )
  })
})

describe('the books of a payment', () => {
  it('come out alike from readings of any age, in any order and number', () => {
    const drawn = any.chain(({ readings, last }) =>
      fc.tuple(fc.constant(last), fc.array(fc.constantFrom(...readings, last), { maxLength: 12 })),
    )
    fc.assert(
      fc.property(drawn, ([last, order]) => {
        const [once, often] = [new Ledger(), new Ledger()]
        once.enter(last)
        for (const reading of [...order, last, ...order]) often.enter(reading)
        expect(often.balances).toEqual(once.balances)
        const roundings = (key: string): boolean => /^(tax|exchange)-rounding:/.test(key)
        const keys = (ledger: Ledger) => [...ledger.posted.keys()].filter((key) => !roundings(key)).toSorted()
        expect(keys(often)).toEqual(keys(once))
      }),
      RUNS,
    )
  })
  it('tie to Stripe: balance, fees, clearing, sale and what went back', () => {
    fc.assert(
      fc.property(any, ({ last }) => {
        const ledger = new Ledger()
        ledger.enter(last)
        const { sale, refunds, disputes } = last
        const of = (...books: string[]) => ledger.entries.filter(({ book }) => books.includes(book))
        const moves = movesOf(last)
        const nets = moves.map(({ currency, net }): Entry => ({
          book: 'stripe_balance',
          currency,
          amount: net,
        }))
        expect(sums(of('stripe_balance'), ({ currency }) => currency)).toEqual(
          sums(nets, ({ currency }) => currency),
        )
        expect(total(of('stripe_fees', 'dispute_fees').map(({ amount }) => amount))).toBe(
          total(moves.map(({ fee }) => fee)),
        )
        expect(total(of('dispute_fees').map(({ amount }) => amount))).toBe(
          total(disputes.flatMap((dispute) => dispute.moves.map(({ fee }) => fee))),
        )
        expect(sums(of('stripe_clearing'), ({ currency }) => currency)).toEqual({})
        expect(total(of('sales').map(({ amount }) => amount))).toBe(-sale.subtotal)
        expect(total(of('discounts').map(({ amount }) => amount))).toBe(sale.discount)
        const given = total(refunds.map(({ amount, failed }) => (failed ? 0n : amount)))
        expect(total(of('tax_payable', 'refunds').map(({ amount }) => amount))).toBe(given - sale.tax)
        const taken = total(disputes.map(({ amount, moves: each }) => (each.length % 2 === 1 ? amount : 0n)))
        expect(total(of('disputes').map(({ amount }) => amount))).toBe(taken)
      }),
      RUNS,
    )
  })
  it('owe no tax to anyone and hold no exchange once everything went back', () => {
    fc.assert(
      fc.property(whole, ({ readings, last }) => {
        const ledger = new Ledger()
        for (const reading of [...readings, last]) ledger.enter(reading)
        const { sale } = last
        const left = Object.keys(ledger.balances).map((key) => key.split(' ')[0])
        expect(left).not.toContain('tax_payable')
        expect(left).not.toContain('exchange')
        expect(left).not.toContain('disputes')
        const moves = movesOf(last).filter(({ currency }) => currency !== sale.currency)
        const difference = ledger.entries.filter(({ book }) => book === 'exchange_difference')
        // What came in and did not go out again, at the banks' rates, is all that exchange can have made.
        expect(total(difference.map(({ amount }) => amount))).toBe(-total(moves.map(({ gross }) => gross)))
        expect(ledger.balances[`refunds ${sale.currency} `] ?? 0n).toBe(sale.total - sale.tax)
        const parts = BigInt(last.refunds.length + last.disputes.flatMap(({ moves: each }) => each).length)
        const rounded = [...ledger.posted].flatMap(([key, { entries }]) =>
          key.includes('-rounding:') ? entries : [],
        )
        const single = rounded.filter(({ book }) => book === 'tax_payable' || book === 'exchange')
        if (last.creditNotes.length > 0) return
        for (const { amount } of single) expect(2n * (amount < 0n ? -amount : amount) <= parts).toBe(true)
      }),
      RUNS,
    )
  })
  it('hold as much exchange as of the payment has not gone back, to a unit for each part', () => {
    fc.assert(
      fc.property(any, ({ last }) => {
        const ledger = new Ledger()
        ledger.enter(last)
        const { sale, charge, refunds, disputes } = last
        if (charge === undefined || charge.currency === sale.currency) return
        const out = refunds.map(({ amount, failed }) => (failed ? 0n : amount))
        const taken = disputes.map(({ amount, moves }) => (moves.length % 2 === 1 ? amount : 0n))
        const gone = total([...out, ...taken])
        const held = (code: string) => ledger.balances[`exchange ${code} `] ?? 0n
        expect(held(sale.currency)).toBe(sale.total - gone)
        const off = -held(charge.currency) * sale.total - charge.gross * (sale.total - gone)
        const parts = BigInt(out.length + taken.length)
        expect(2n * (off < 0n ? -off : off) <= parts * sale.total).toBe(true)
      }),
      RUNS,
    )
  })
})
