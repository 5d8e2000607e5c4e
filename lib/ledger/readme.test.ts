import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_ACCOUNT, purchaseIdSchema, sessionIdSchema } from '@/lib/ids'
import { currency, toDecimal } from '@/lib/money'
import { accountMovePosting } from './account-move'
import type { BalanceMove, PaymentMoney, RefundMoney, Sale } from './payment-money'
import { books } from './posting'
import type { Entry } from './posting'
import { postingsOf } from './postings'
import { roundingsOf } from './rounding'

// The README tells these payments in words; its tables are the expectation, written by hand.
const [USD, EUR] = [currency('USD'), currency('EUR')]
const at = new Date('2026-11-21T10:00:00Z')
const move = (id: string, gross: bigint, fee = 0n, code = USD): BalanceMove => ({
  id: `txn_${id}`,
  occurredAt: at,
  currency: code,
  gross,
  fee,
  net: gross - fee,
})
const refund = (id: string, amount: bigint, known: Partial<RefundMoney> = {}): RefundMoney => ({
  id: `re_${id}`,
  amount,
  failed: false,
  createdAt: at,
  out: undefined,
  back: undefined,
  ...known,
})
const payment = (id: string, sale: Sale, known: Partial<PaymentMoney>): PaymentMoney => ({
  account: DEFAULT_ACCOUNT,
  purchaseId: purchaseIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  sessionId: sessionIdSchema.parse(`cs_${id}`),
  paidAt: at,
  sale,
  charge: undefined,
  refunds: [],
  disputes: [],
  creditNotes: [],
  ...known,
})

const [state, city, district] = [
  'US NY state New York',
  'US NY city New York City',
  'US NY district MCTD',
] as const
const taxes = [
  { jurisdiction: state, amount: 716n },
  { jurisdiction: city, amount: 806n },
  { jurisdiction: district, amount: 67n },
]
const inNewYork: Sale = {
  currency: USD,
  subtotal: 19_900n,
  discount: 1_990n,
  tax: 1_589n,
  total: 19_499n,
  taxes,
}
const inEuro = (total: bigint): Sale => ({
  currency: EUR,
  subtotal: total,
  discount: 0n,
  tax: 0n,
  total,
  taxes: [],
})

const dollars = payment('1', inNewYork, {
  charge: move('charge', 19_499n, 595n),
  refunds: [
    refund('1', 5_000n, { out: move('out', -5_000n) }),
    refund('2', 3_000n, { failed: true, back: move('back', 3_000n) }),
  ],
  disputes: [
    { id: 'du_1', amount: 19_499n, moves: [move('taken', -19_499n, 1_500n), move('given', 19_499n)] },
  ],
  creditNotes: [
    {
      id: 'cn_1',
      refundIds: ['re_1'],
      taxes: [
        { jurisdiction: state, amount: 184n },
        { jurisdiction: city, amount: 206n },
        { jurisdiction: district, amount: 17n },
      ],
      createdAt: at,
      issued: true,
      outOfBand: 0n,
    },
  ],
})
const inParts = payment('2', inNewYork, {
  refunds: [refund('3', 6_500n), refund('4', 6_500n), refund('5', 6_499n)],
})
const euros = payment('3', inEuro(10_000n), {
  charge: move('eur_charge', 10_800n, 343n),
  refunds: [
    refund('6', 2_500n, { failed: true, out: move('eur_out', -2_750n), back: move('eur_back', 2_710n) }),
  ],
  disputes: [{ id: 'du_2', amount: 10_000n, moves: [move('eur_taken', -11_000n, 2_000n)] }],
})
const fewEuros = payment('4', inEuro(300n), {
  charge: move('few', 100n),
  refunds: ['a', 'b', 'c'].map((id) => refund(id, 100n, { out: move(id, -33n) })),
})

const roundings = [inParts, fewEuros].flatMap((each) => {
  const posted = postingsOf(each).flatMap(({ entries, ...of }) =>
    entries.map((entry) => ({ ...of, ...entry })),
  )
  return roundingsOf(posted, each.sale.currency).map((made) => ({
    ...made,
    key: `${made.name}:purchase:${made.number}`,
  }))
})
const accountMoves = (
  [
    ['payout', -100_000n],
    ['payout_reversal', 100_000n],
    ['fee', -200n],
  ] as const
).flatMap(
  ([category, gross]) => accountMovePosting(DEFAULT_ACCOUNT, { ...move(category, gross), category }) ?? [],
)

const made = new Map(
  [...postingsOf(dollars), ...postingsOf(euros), ...roundings, ...accountMoves].map(({ key, entries }) => [
    key,
    entries
      .filter(({ amount }) => amount !== 0n)
      .map(line)
      .toSorted(),
  ]),
)

function line({ book, jurisdiction, amount, currency: code }: Entry): string {
  const name = jurisdiction === undefined ? book : `${book} ${jurisdiction}`
  return `${name} | ${toDecimal({ amount, currency: code })} ${code}`
}

const text = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
/** The README's tables by the key in the heading above them. */
const told = new Map(
  text.split(/^### /m).flatMap((section) => {
    const key = /^.*`([^`]+:[^`]+)`\n/.exec(section)?.[1]
    const lines = [...section.matchAll(/^\| `(\w+)`(.*?)\s*\| (-?\d[\d.]* [A-Z]{3})\s*\|$/gm)]
    return key === undefined
      ? []
      : [[key, lines.map(([, book, of, sum]) => `${book}${of} | ${sum}`).toSorted()]]
  }),
)

describe('the README of the money book', () => {
  it.each([...told])('%s: its table is what the rules make', (key, lines) => {
    expect(lines.length).toBeGreaterThan(1)
    expect(made.get(String(key))).toEqual(lines)
  })
  it('shows each kind of posting, and only what is made', () => {
    const kinds = (keys: Iterable<string>) => new Set([...keys].map((key) => key.replace(/:.*/, '')))
    expect(kinds(told.keys())).toEqual(kinds(made.keys()))
    expect(told.size).toBe(18)
  })
  it('names every book', () => {
    const named = [...text.matchAll(/^\| `(\w+)` +\| [a-zS]/gm)].map(([, book]) => book)
    expect(named).toEqual([...books])
  })
})
