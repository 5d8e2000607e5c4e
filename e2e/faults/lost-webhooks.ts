import { startChild } from '../children'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import { untilSettled } from './settled'
import type { Shop } from './shop'
import type { System } from './system'
import type { Problem } from './verdict'

/** What Stripe's webhooks suffer on their way; the payments are all good. */
const WAYS = [
  { match: 'webhook *', effect: 'lose' },
  { match: 'webhook *', effect: 'drop' },
  { match: 'webhook *', delayMs: 3_000 },
  { match: 'webhook *', effect: 'duplicate', count: 3 },
  { match: 'webhook *', effect: 'reorder', count: 2 },
] as const

/**
 * Sells and gives back while webhooks are lost, dropped, late, doubled and out of order; then reconciles. The first run
 * must repair everything, the second must find nothing to do.
 */
export async function loseWebhooks(system: System, shop: Shop, each: number): Promise<Score> {
  const part = 'webhooks lost, late, doubled'
  const progress = createProgress(part, WAYS.length * each + 2)
  for (const way of WAYS) {
    for (let n = 0; n < each; n += 1) {
      const session = await shop.open()
      system.stripe.setFaults([way])
      const { intent } = await shop.pay(session)
      if (n % 3 === 1) await shop.sdk.refunds.create({ payment_intent: intent })
      if (n % 3 === 2) await shop.control(`charges/${intent}/dispute`)
      system.stripe.setFaults([])
      progress.step(JSON.stringify(way))
    }
  }
  await new Promise((done) => setTimeout(done, 3_500))
  const problems: Problem[] = []
  await reconcile(system, problems, 'the first reconciliation')
  await untilSettled(system)
  const before = await books(system)
  progress.step('reconciled once')
  await reconcile(system, problems, 'the second reconciliation')
  await untilSettled(system)
  const after = await books(system)
  if (before !== after)
    problems.push({ fault: 'wrong', what: `reconciling again changed ${before} to ${after}` })
  progress.end()
  return score(part, { deliveries: WAYS.length * each, problems })
}

/** `npm run reconcile`: 0 says that nothing is open. */
async function reconcile({ env }: System, problems: Problem[], which: string): Promise<void> {
  const child = startChild('reconcile', ['--import', 'tsx', 'lib/runtime/reconcile-main.ts'], {
    env,
    show: false,
  })
  const code = await child.exited
  if (code !== 0) problems.push({ fault: 'wrong', what: `${which} ended with ${code}:\n${child.tail()}` })
}

async function books({ rows }: System): Promise<string> {
  const [row] = await rows<{ counts: string }>(
    `SELECT concat_ws(' ', (SELECT count(*) FROM purchase), (SELECT count(*) FROM ledger_transaction),
      (SELECT count(*) FROM ledger_entry), (SELECT count(*) FROM delivery), (SELECT count(*) FROM refund),
      (SELECT count(*) FROM dispute), (SELECT count(*) FROM stripe_event)) AS counts`,
  )
  return row?.counts ?? ''
}
