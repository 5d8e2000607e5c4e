import type { HeldEvent, Mailbox } from './mailbox'
import type { Payment, Shop } from './shop'
import type { System } from './system'
import { until } from './until'

/** Something that happens at Stripe, and the events it sends that a history looks at. */
export type Step = {
  readonly does: (world: World, payment: Payment) => Promise<Payment | void>
  readonly events: readonly string[]
}
export type World = { readonly system: System; readonly shop: Shop; readonly mailbox: Mailbox }
export type History = { readonly name: string; readonly steps: readonly Step[] }

const pay: Step = {
  does: ({ shop }, { session }) => shop.pay(session),
  events: ['checkout.session.completed', 'invoice.paid'],
}
/** We ask for no delayed method; but what a dashboard lets in must be booked as well. */
const payLater: Step = {
  does: ({ shop, system }, { session }) => {
    system.stripe.settings.bankDebitSeconds = 86_400
    for (const { tables } of system.stripe.store.accounts())
      tables.session.get(session)?.payment_method_types.push('us_bank_account')
    return shop.pay(session, { method: 'bank' })
  },
  events: ['checkout.session.completed'],
}
const settle = (outcome: 'succeeded' | 'failed', events: readonly string[]): Step => ({
  does: async ({ shop }, { session }) => {
    await shop.control(`sessions/${session}/settle`, { outcome })
  },
  events,
})
const refund = (amount: number | undefined, events: readonly string[]): Step => ({
  does: async ({ shop }, { intent }) => {
    await shop.sdk.refunds.create({ payment_intent: intent, ...(amount === undefined ? {} : { amount }) })
  },
  events,
})
/** The second is not among those we act on: it is stored, and does nothing. */
const REFUNDED = ['refund.created', 'charge.refunded']
const refundFails: Step = {
  does: async ({ shop, system }, { intent }) => {
    const [last] = await rowsOf(system, 'refund', intent)
    await shop.control(`refunds/${last}/fail`)
  },
  events: ['refund.failed', 'refund.updated'],
}
const dispute = (verb: 'open' | 'win' | 'lose', events: readonly string[]): Step => ({
  does: async ({ shop, system }, { intent }) => {
    if (verb === 'open') return void (await shop.control(`charges/${intent}/dispute`))
    const [last] = await rowsOf(system, 'dispute', intent)
    await shop.control(`disputes/${last}/${verb}`)
  },
  events,
})

/** Ids of a payment's refunds or disputes, newest first. */
function rowsOf({ stripe }: System, kind: 'refund' | 'dispute', intent: string): Promise<string[]> {
  const all = stripe.store
    .accounts()
    .flatMap((account) => [...account.tables[kind].newestFirst()])
    .filter((row) => row.payment_intent === intent)
  return Promise.resolve(all.map(({ id }) => id))
}

/** Lives of a payment, of up to six events each. */
export const HISTORIES: readonly History[] = [
  { name: 'paid', steps: [pay] },
  {
    name: 'paid, given back in two parts',
    steps: [pay, refund(500, REFUNDED), refund(undefined, REFUNDED)],
  },
  {
    name: 'paid, disputed, won',
    steps: [
      pay,
      dispute('open', ['charge.dispute.created', 'charge.dispute.funds_withdrawn']),
      dispute('win', ['charge.dispute.funds_reinstated', 'charge.dispute.closed']),
    ],
  },
  {
    name: 'paid, disputed, lost',
    steps: [
      pay,
      dispute('open', ['charge.dispute.created', 'charge.dispute.funds_withdrawn']),
      dispute('lose', ['charge.dispute.closed']),
    ],
  },
  {
    name: 'paid, refund fails',
    steps: [pay, refund(undefined, REFUNDED), refundFails],
  },
  {
    name: 'paid by bank, refund fails',
    steps: [
      payLater,
      settle('succeeded', ['checkout.session.async_payment_succeeded', 'invoice.paid']),
      refund(undefined, ['refund.created']),
      refundFails,
    ],
  },
  {
    name: 'bank debit fails',
    steps: [payLater, settle('failed', ['checkout.session.async_payment_failed'])],
  },
]

/** Few enough for every run of the tests. */
export const SHORT_HISTORIES: readonly History[] = [
  { name: 'paid, given back', steps: [pay, refund(undefined, REFUNDED)] },
  {
    name: 'bank debit fails',
    steps: [payLater, settle('failed', ['checkout.session.async_payment_failed'])],
  },
]

/** The events that a step has sent, in the order they are named; `taken` are those of the steps before. */
export async function eventsOf(
  world: World,
  step: Step,
  payment: Payment,
  taken: readonly HeldEvent[],
): Promise<HeldEvent[]> {
  const isNew = ({ id }: HeldEvent): boolean => taken.every((event) => event.id !== id)
  const found = (): HeldEvent[] => {
    const all = world.mailbox.of(payment.session, payment.intent, invoiceOf(world.system, payment))
    return step.events.flatMap((type) => all.find((event) => event.type === type && isNew(event)) ?? [])
  }
  await until(
    `Stripe's events ${step.events.join(', ')}`,
    () => Promise.resolve(found().length === step.events.length),
    { withinMs: 10_000, everyMs: 5 },
  )
  return found()
}

function invoiceOf({ stripe }: System, { session }: Payment): string {
  const ids = stripe.store.accounts().map((account) => account.tables.session.get(session)?.invoice)
  return ids.find((id) => typeof id === 'string') ?? session
}
