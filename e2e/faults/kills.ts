import type { Failpoint } from '@/lib/failpoint'
import { FAILPOINTS } from '@/lib/failpoint'
import { newVisitor } from './browserless-checkout'
import { untilRecorded, untilUnlocked, untilWritten } from './fulfilled'
import { createProgress } from './progress'
import { postUntilTaken } from './webhook-post'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { Shop } from './shop'
import type { Program } from './program'
import type { System } from './system'
import { until } from './until'

/** Kills at each place, and how often. */
export type KillPlan = { readonly points: readonly Failpoint[]; readonly each: number }

/**
 * Kills a process at each place between two side effects while somebody pays, and sees that the learner is let in all
 * the same, or the record written where it died on its way to Salesforce. Half of a worker's deaths are survived by
 * another worker, half by the one that is started next.
 */
export async function killEverywhere(system: System, shop: Shop, plan: KillPlan): Promise<Score> {
  const progress = createProgress('kill -9 at every step', plan.points.length * plan.each)
  const recoveries: number[] = []
  for (const [place, point] of plan.points.entries()) {
    for (let n = 0; n < plan.each; n += 1) {
      await untilRecorded(system)
      const recovery = await kill(system, shop, point, (place + n) % 2 === 0)
      recoveries.push(Math.max(0, recovery))
      progress.step(`${point}: ${(recovery / 1_000).toFixed(1)} s`)
    }
  }
  await system.workers[1].start()
  progress.end()
  const kills = recoveries.length
  return score('kill -9 at every step', { deliveries: kills, kills, recoveries })
}

function kill(system: System, shop: Shop, point: Failpoint, isAnotherAlive: boolean): Promise<number> {
  if (point.startsWith('checkout.')) return killInCheckout(system, shop, point)
  if (point.startsWith('receive.')) return killInWebhook(system, shop, point)
  return killInWorker(system, shop, point, isAnotherAlive)
}

/** The web process dies while it starts a checkout; the learner clicks again when it is back. */
async function killInCheckout(system: System, shop: Shop, point: Failpoint): Promise<number> {
  const visitor = newVisitor(system)
  system.plan.arm(point)
  const first = visitor.checkOut()
  await untilHit(system, point)
  await first
  const readyAt = await restart(system.web)
  system.plan.disarm()
  const address = await visitor.checkOut()
  const session = /cs_test_\w+/.exec(address ?? '')?.[0]
  if (session === undefined)
    throw new Error(`after a death at ${point} the checkout leads to ${address ?? 'nowhere'}`)
  const again = Date.now() - readyAt
  const paidAt = Date.now()
  await shop.pay(session)
  return again + (await untilUnlocked(system, session)) - paidAt
}

/** The web process dies while it takes a webhook; Stripe sends it again. */
async function killInWebhook(system: System, shop: Shop, point: Failpoint): Promise<number> {
  const session = await shop.open()
  system.plan.arm(point)
  await shop.pay(session)
  await untilHit(system, point)
  const readyAt = await restart(system.web)
  system.plan.disarm()
  for (const body of undelivered(system)) await postUntilTaken(system, body)
  return (await untilUnlocked(system, session)) - readyAt
}

async function killInWorker(
  system: System,
  shop: Shop,
  point: Failpoint,
  isAnotherAlive: boolean,
): Promise<number> {
  const [one, other] = system.workers
  await one.start()
  if (isAnotherAlive) await other.start()
  else await other.stop()
  const session = await shop.open()
  system.plan.arm(point)
  await shop.pay(session)
  const { at } = await untilHit(system, point)
  const dead = await untilDead(system.workers)
  const readyAt = isAnotherAlive ? at : await restart(dead)
  system.plan.disarm()
  const isRecord = point.startsWith('salesforce.')
  const recovery = (await (isRecord ? untilWritten : untilUnlocked)(system, session)) - readyAt
  await dead.start()
  return recovery
}

/** When an armed process died at its place. */
export async function untilHit(system: System, point: Failpoint): Promise<{ at: number }> {
  let hit = system.plan.hit()
  await until(`a process to pass ${point}`, () => Promise.resolve((hit = system.plan.hit()) !== undefined))
  return hit ?? { at: Date.now() }
}

async function untilDead(programs: readonly Program[]): Promise<Program> {
  let dead: Program | undefined
  await until('the killed process to be gone', () => {
    dead = programs.find((program) => program.wasKilled())
    return Promise.resolve(dead !== undefined)
  })
  if (dead === undefined) throw new Error('no process died')
  return dead
}

/** Starts a program once its old process is gone; the time at which it serves. */
async function restart(program: Program): Promise<number> {
  await until('the killed process to be gone', () => Promise.resolve(!program.isRunning()))
  await program.start()
  return Date.now()
}

/** What Stripe would send again: nobody has said yes to it. */
export function undelivered({ stripe }: Pick<System, 'stripe'>): string[] {
  return stripe.store.accounts().flatMap((account) =>
    [...account.tables.delivery.newestFirst()]
      .filter((record) => record.state === 'pending' || record.state === 'failed')
      .flatMap((record) => {
        record.state = 'succeeded'
        const event = account.tables.event.get(record.id)
        return event === undefined ? [] : [JSON.stringify(event, null, 2)]
      }),
  )
}

export const EVERYWHERE: KillPlan = { points: FAILPOINTS, each: 20 }
