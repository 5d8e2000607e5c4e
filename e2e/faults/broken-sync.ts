import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { audit } from './audit'
import { caught } from './broken-builds'
import type { World } from './histories'
import { untilHit } from './kills'
import { createProgress } from './progress'
import type { Score } from './scoreboard'
import { untilSettled } from './settled'
import type { Payment } from './shop'
import type { System } from './system'
import { until } from './until'
import { postUntilTaken } from './webhook-post'

/**
 * Proof that a missing record is noticed: a worker settles before it has written, dies in between, and the audit must
 * miss the record. Afterwards all is as before: the next change of the purchase brings the whole of its record.
 */
export async function breakSync(world: World): Promise<Score> {
  const part = 'broken on purpose: settled, then written'
  const progress = createProgress(part, 1)
  const { system, shop } = world
  await untilSettled(system)
  await startBroken(system)
  const payment = await shop.pay(await shop.open())
  system.plan.arm('salesforce.settled')
  // Of this alone: after other news the record might be written once more.
  await post(world, payment, 'checkout.session.completed')
  await untilHit(system, 'salesforce.settled')
  await startWhole(system)
  await untilSettled(system)
  const missing = `the record of ${payment.session} in Salesforce is missing`
  const found = (await audit(system)).filter(({ fault, what }) => fault === 'lost' && what === missing)
  await shop.sdk.refunds.create({ payment_intent: payment.intent })
  await post(world, payment, 'refund.created')
  await untilSettled(system)
  const result = caught(part, 'lost', found, 2)
  progress.end()
  return { ...result, problems: [...result.problems, ...(await audit(system))] }
}

/** From now on one worker runs, and it is broken. */
async function startBroken({ workers, env }: System): Promise<void> {
  const [worker, other] = workers
  await Promise.all([worker.stop(), other.stop()])
  const breaking = pathToFileURL(join(import.meta.dirname, 'settle-before-writing.ts')).href
  worker.changeEnvironment({ NODE_OPTIONS: `${env['NODE_OPTIONS'] ?? ''} --import=${breaking}` })
  await worker.start()
}

async function startWhole({ workers, plan }: System): Promise<void> {
  const [worker, other] = workers
  await until('the broken worker to be gone', () => Promise.resolve(!worker.isRunning()))
  plan.disarm()
  worker.changeEnvironment({})
  await Promise.all([worker.start(), other.start()])
}

async function post({ system, mailbox }: World, { session, intent }: Payment, wanted: string): Promise<void> {
  const find = () => mailbox.of(session, intent).find(({ type }) => type === wanted)
  await until(`Stripe's ${wanted}`, () => Promise.resolve(find() !== undefined))
  await postUntilTaken(system, find()?.body ?? '')
}
