import type { Fault } from '../emulators/faults'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { Shop } from './shop'
import type { System } from './system'
import { until } from './until'

/** Slow, failing and lying: what outside systems may do to the calls of one purchase. */
const FLOCKJAY: readonly Fault[] = [
  { match: 'PUT *', status: 500 },
  { match: 'PUT *', delayMs: 3_000 },
  { match: 'PUT *', drop: true },
  { match: 'PUT *', effect: 'lost-answer' },
  { match: 'PUT *', effect: 'no-effect' },
  { match: 'PUT *', effect: 'already-enrolled' },
  { match: 'PUT *', effect: 'error-inside' },
  { match: 'PUT *', effect: 'empty-body' },
  { match: 'PUT *', effect: 'redirect-to-login' },
  { match: 'PUT *', status: 429 },
  { match: 'PUT *', status: 200, body: '<html>Welcome back</html>' },
  { match: 'GET /enrollments/*', effect: 'shows-nothing' },
  { match: 'GET /enrollments/*', effect: 'shows-revoked' },
  { match: 'GET /enrollments/*', status: 503 },
]
const FLOCKJAY_REVOKING: readonly Fault[] = [
  { match: 'DELETE *', status: 500 },
  { match: 'DELETE *', drop: true },
  { match: 'DELETE *', effect: 'lost-answer' },
  { match: 'DELETE *', status: 200, body: '{}' },
]
const STRIPE: readonly Fault[] = [
  { match: 'GET /v1/checkout/sessions*', status: 500, times: 2 },
  { match: 'GET /v1/checkout/sessions*', drop: true, times: 2 },
  { match: 'GET /v1/checkout/sessions*', delayMs: 3_000 },
  { match: 'GET /v1/checkout/sessions*', status: 429, times: 2 },
  { match: 'GET /v1/checkout/sessions*', status: 200, body: '<html>Be right back</html>' },
  { match: 'GET /v1/checkout/sessions*', status: 200, body: '{}', contentType: 'application/json' },
  { match: 'GET /v1/*', status: 503, times: 4 },
]

type Trouble = { readonly at: 'stripe' | 'flockjay'; readonly fault: Fault; readonly refunded: boolean }

/** Each trouble meets one purchase, which must come through all the same. `every`: only each n-th of them. */
export async function troubleOutside(system: System, shop: Shop, every: number): Promise<Score> {
  const part = 'Stripe and Flockjay slow, failing, lying'
  const all: Trouble[] = [
    ...FLOCKJAY.map((fault) => ({ at: 'flockjay' as const, fault, refunded: false })),
    ...FLOCKJAY_REVOKING.map((fault) => ({ at: 'flockjay' as const, fault, refunded: true })),
    ...STRIPE.map((fault) => ({ at: 'stripe' as const, fault, refunded: false })),
  ]
  const chosen = all.filter((_, index) => index % every === 0)
  const progress = createProgress(part, chosen.length)
  for (const trouble of chosen) {
    await meet(system, shop, trouble)
    progress.step(`${trouble.at} ${JSON.stringify(trouble.fault)}`)
  }
  progress.end()
  return score(part, { deliveries: chosen.length })
}

async function meet(system: System, shop: Shop, { at, fault, refunded }: Trouble): Promise<void> {
  const session = await shop.open()
  const set = (list: readonly Fault[]): void =>
    at === 'stripe' ? system.stripe.setFaults(list) : system.flockjay.faults.replace(list)
  const finite = { times: 1, ...fault }
  if (!refunded) set([finite])
  const { intent } = await shop.pay(session)
  await untilDone(system, session, 'unlock')
  if (refunded) {
    set([finite])
    await shop.sdk.refunds.create({ payment_intent: intent })
    await untilDone(system, session, 'revoke')
  }
  set([])
}

function untilDone(system: System, session: string, action: string): Promise<number> {
  return until(
    `the ${action} of ${session}`,
    async () => {
      const rows = await system.rows(
        `SELECT 1 FROM delivery d JOIN purchase p ON p.id = d.purchase_id
         WHERE p.session_id = $1 AND d.action = $2 AND d.state = 'done'`,
        [session, action],
      )
      return rows.length === 1
    },
    { withinMs: 90_000 },
  )
}
