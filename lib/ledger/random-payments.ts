import fc from 'fast-check'
import { DEFAULT_ACCOUNT, purchaseIdSchema, sessionIdSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import type { Currency } from '@/lib/money'
import type {
  BalanceMove,
  CreditNoteMoney,
  DisputeMoney,
  PaymentMoney,
  RefundMoney,
  Sale,
} from './payment-money'

/** Stands in every id, so that a test can put its own there. */
export const MARK = 'history'

/** For tests: payments as Stripe could have had them, each with what was there to read after every step. */
export type History = { readonly readings: readonly PaymentMoney[]; readonly last: PaymentMoney }

const steps = fc.array(
  fc.record({
    what: fc.constantFrom(
      'settle',
      'refund',
      'rest',
      'leave',
      'fail',
      'return',
      'dispute',
      'take',
      'give',
      'note',
      'correct',
    ),
    which: fc.nat(20),
    part: fc.integer({ min: 1, max: 100 }),
    noise: fc.integer({ min: -30, max: 30 }),
    seconds: fc.nat(1),
  }),
  { maxLength: 18 },
)
type Step = Parameters<Parameters<typeof steps.map>[0]>[0][number]

const amount = fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 100_000n), fc.bigInt(1n, 10n ** 12n))
const sales = fc
  .record({
    currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD').map(currency),
    total: amount,
    discount: fc.oneof(fc.constant(0n), amount),
    percents: fc.array(fc.bigInt(0n, 12n), { maxLength: 4 }),
    unnamed: fc.oneof(fc.constant(0n), fc.bigInt(0n, 3n)),
  })
  .map(({ total, discount, percents, unnamed, currency: code }): Sale => {
    const taxes = percents.map((percent, index) => ({
      jurisdiction: `J${index}`,
      amount: (total * percent) / 100n,
    }))
    const named = taxes.reduce((sum, line) => sum + line.amount, 0n)
    const tax = named + unnamed <= total ? named + unnamed : named
    return { currency: code, total, discount, tax, taxes, subtotal: total - tax + discount }
  })

/**
 * Any history of a payment: settled in the price's currency or another, refunds whole and in parts, failing, disputes,
 * credit notes, several things within a second, balance transactions late. At the end of `last` everything that was
 * begun is settled; with `whole`, also every dispute was given back and everything refunded.
 */
export function histories({ whole }: { whole: boolean }): fc.Arbitrary<History> {
  const rate = fc.record({
    to: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD').map(currency),
    by: fc.bigInt(1n, 999n),
  })
  return fc.record({ sale: sales, rate: fc.option(rate, { nil: undefined }), steps }).map((drawn) => {
    const world = new World(drawn.sale, drawn.rate)
    const readings = [world.read(), ...drawn.steps.map((step) => (world.run(step), world.read()))]
    world.finish(whole)
    return { readings, last: world.read() }
  })
}

type Rate = { readonly to: Currency; readonly by: bigint }
type Dispute = DisputeMoney & { readonly moves: BalanceMove[] }
type Refund = { -readonly [Key in keyof RefundMoney]: RefundMoney[Key] }

class World {
  readonly #sale: Sale
  readonly #rate: Rate | undefined
  #now = Date.UTC(2026, 10, 1)
  #serial = 0
  #charge: BalanceMove | undefined
  readonly #refunds: Refund[] = []
  readonly #disputes: Dispute[] = []
  readonly #notes: CreditNoteMoney[] = []

  constructor(sale: Sale, rate: Rate | undefined) {
    this.#sale = sale
    this.#rate = rate?.to === sale.currency ? undefined : rate
  }

  read(): PaymentMoney {
    return {
      account: DEFAULT_ACCOUNT,
      purchaseId: purchaseIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
      sessionId: sessionIdSchema.parse(`cs_test_${MARK}`),
      paidAt: new Date(Date.UTC(2026, 10, 1)),
      sale: this.#sale,
      charge: this.#charge,
      refunds: this.#refunds.map((refund) => ({ ...refund })),
      disputes: this.#disputes.map((dispute) => ({ ...dispute, moves: [...dispute.moves] })),
      creditNotes: [...this.#notes],
    }
  }

  run({ what, which, part, noise, seconds }: Step): void {
    this.#now += seconds * 1_000
    const refund = this.#refunds[which % Math.max(1, this.#refunds.length)]
    const dispute = this.#disputes[which % Math.max(1, this.#disputes.length)]
    if (what === 'settle') this.#settle()
    if (what === 'refund') this.#refund(1n + (this.#left() * BigInt(part)) / 200n)
    if (what === 'rest') this.#refund(this.#left())
    if (what === 'dispute') this.#dispute(1n + (this.#sale.total * BigInt(part)) / 101n)
    if (what === 'leave' && refund !== undefined) this.#leave(refund, noise)
    if (what === 'fail' && refund !== undefined) refund.failed = true
    if (what === 'return' && refund?.failed === true && refund.out !== undefined) this.#return(refund, noise)
    if (what === 'take' && dispute !== undefined && !isTaken(dispute)) this.#moveDispute(dispute, -1n, noise)
    if (what === 'give' && dispute !== undefined && isTaken(dispute)) this.#moveDispute(dispute, 1n, noise)
    if (what === 'note' && refund !== undefined) this.#note(refund, BigInt(noise))
    if (what === 'correct') this.#correct(part % 2 === 0 ? refund : undefined)
  }

  finish(whole: boolean): void {
    this.#now += 1_000
    this.#settle()
    if (whole) {
      for (const dispute of this.#disputes) if (isTaken(dispute)) this.#moveDispute(dispute, 1n, 0)
      this.#refund(this.#left())
    }
    for (const refund of this.#refunds) {
      this.#leave(refund, 7)
      if (refund.failed) this.#return(refund, -7)
    }
  }

  #left(): bigint {
    return this.#refunds.reduce(
      (left, refund) => (refund.failed ? left : left - refund.amount),
      this.#sale.total,
    )
  }

  #settle(): void {
    this.#charge ??= this.#move(this.#sale.total, 0, this.#sale.total / 30n)
  }

  #refund(amount: bigint): void {
    if (amount <= 0n || amount > this.#left()) return
    const id = this.#id('re')
    const createdAt = new Date(this.#now)
    this.#refunds.push({ id, amount, failed: false, createdAt, out: undefined, back: undefined })
  }

  #leave(refund: Refund, noise: number): void {
    refund.out ??= this.#move(-refund.amount, noise, 0n)
  }

  #return(refund: Refund, noise: number): void {
    refund.back ??= this.#move(refund.amount, noise, 0n)
  }

  #dispute(amount: bigint): void {
    if (amount <= this.#sale.total) this.#disputes.push({ id: this.#id('du'), amount, moves: [] })
  }

  #moveDispute(dispute: Dispute, sign: bigint, noise: number): void {
    dispute.moves.push(this.#move(sign * dispute.amount, noise, sign < 0n ? 1_500n : 0n))
  }

  /** A document on one refund, whose tax may be some units off its share. */
  #note({ id, amount }: Refund, off: bigint): void {
    if (this.#notes.some(({ refundIds }) => refundIds.includes(id))) return
    const taxes = this.#sale.taxes.map(({ jurisdiction, amount: tax }) => {
      const about = (tax * amount) / this.#sale.total + (off % 3n)
      return { jurisdiction, amount: about < 0n ? 0n : about }
    })
    this.#notes.push({
      id: this.#id('cn'),
      refundIds: [id],
      outOfBand: 0n,
      taxes,
      createdAt: new Date(this.#now),
      issued: true,
    })
  }

  /** A document without money, such as Stripe would also allow with a refund beside it. */
  #correct(refund: Refund | undefined): void {
    this.#notes.push({
      id: this.#id('cn'),
      refundIds: refund === undefined ? [] : [refund.id],
      outOfBand: this.#sale.total,
      taxes: this.#sale.taxes,
      createdAt: new Date(this.#now),
      issued: true,
    })
  }

  /** A balance transaction over so much of the price, at today's rate where it is in another currency. */
  #move(price: bigint, noise: number, fee: bigint): BalanceMove {
    const rate = this.#rate
    const exchanged = rate === undefined ? price : (price * rate.by * BigInt(1_000 + noise)) / 100_000n
    // However little it is, Stripe moves a unit.
    const gross = exchanged !== 0n ? exchanged : price < 0n ? -1n : 1n
    const occurredAt = new Date(this.#now)
    const code = rate?.to ?? this.#sale.currency
    return { id: this.#id('txn'), occurredAt, currency: code, gross, fee, net: gross - fee }
  }

  /** Not in the order of time: Stripe's ids are not. */
  #id(kind: string): string {
    this.#serial += 1
    return `${kind}_${((this.#serial * 37) % 101).toString(36)}${this.#serial}_${MARK}`
  }
}

function isTaken({ moves }: DisputeMoney): boolean {
  return moves.length % 2 === 1
}
