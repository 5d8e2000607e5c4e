import { randomUUID } from 'node:crypto'
import { eventsOf } from './histories'
import type { History, World } from './histories'
import type { HeldEvent } from './mailbox'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { Payment } from './shop'
import { until } from './until'
import { postUntilTaken } from './webhook-post'

/** Buyers at the same time. */
const AT_ONCE = 6
/** So many events may wait before the next buyer comes. */
const BACKLOG = 300

/**
 * Plays each history once for each order in which its events can arrive. Whatever an event tells of has happened at
 * Stripe before it arrives, and not earlier than needed: so states in between are seen, too. In each order one event
 * arrives twice at the same moment, together with a copy under another id. `accepted` takes the ids of what was sent.
 */
export async function everyOrder(
  world: World,
  histories: readonly History[],
  accepted: Set<string>,
): Promise<Score> {
  const tasks = histories.flatMap((history) => {
    const count = history.steps.reduce((sum, step) => sum + step.events.length, 0)
    return permutations(count).map((order, n) => ({ history, order, twice: n % count }))
  })
  const part = 'every order of events'
  const progress = createProgress(part, tasks.length)
  let deliveries = 0
  const run = async (): Promise<void> => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      await untilBacklogIsShort(world)
      const sent = await play(world, task, accepted)
      deliveries += sent
      progress.step(`${deliveries} deliveries, ${task.history.name}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, run))
  progress.end()
  return score(part, { deliveries })
}

type Task = { readonly history: History; readonly order: readonly number[]; readonly twice: number }

async function play(world: World, { history, order, twice }: Task, accepted: Set<string>): Promise<number> {
  let payment: Payment = { session: await world.shop.open(), intent: '' }
  const events: HeldEvent[] = []
  const steps = [...history.steps]
  let deliveries = 0
  for (const index of order) {
    while (events[index] === undefined) {
      const step = steps.shift()
      if (step === undefined) throw new Error(`${history.name} has no event ${index}`)
      payment = (await step.does(world, payment)) ?? payment
      events.push(...(await eventsOf(world, step, payment, events)))
    }
    const event = events[index]
    const copies = index === twice ? [event, event, renamed(event)] : [event]
    await Promise.all(copies.map(({ body }) => postUntilTaken(world.system, body)))
    for (const { id } of copies) accepted.add(id)
    deliveries += copies.length
  }
  return deliveries
}

/** The same news under another id, as two webhook endpoints or a repeated action at Stripe make it. */
function renamed({ type, body }: HeldEvent): HeldEvent {
  const id = `evt_${randomUUID().replaceAll('-', '')}`
  return { id, type, body: JSON.stringify({ ...JSON.parse(body), id }) }
}

async function untilBacklogIsShort({ system }: World): Promise<void> {
  await until('the backlog to be short', async () => {
    const [row] = await system.rows<{ count: number }>(
      "SELECT count(*)::integer AS count FROM stripe_event WHERE state = 'received'",
    )
    return (row?.count ?? 0) < BACKLOG
  })
}

/** Every order of 0 … count - 1. */
export function permutations(count: number): number[][] {
  if (count === 0) return [[]]
  return permutations(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, place) => order.toSpliced(place, 0, count - 1)),
  )
}
