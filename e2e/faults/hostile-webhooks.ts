import { randomUUID } from 'node:crypto'
import { webhookSignature } from '@/e2e/emulators/stripe/webhook-signature'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { System } from './system'
import type { Problem } from './verdict'
import { postWebhook } from './webhook-post'

const now = (): number => Math.floor(Date.now() / 1_000)
const newId = (): string => `evt_${randomUUID().replaceAll('-', '')}`

function event(type: string, object: unknown, more: object = {}): string {
  const base = {
    id: newId(),
    object: 'event',
    api_version: '2026-10-28.endive',
    created: now(),
    livemode: false,
  }
  return JSON.stringify({ ...base, type, data: { object }, ...more })
}

/** Not signed by Stripe, or not now: refused, and nothing is kept. */
function forged(
  secret: string,
): readonly { name: string; body: string; signature: string; status: number }[] {
  const body = event('checkout.session.completed', { id: 'cs_test_forged' })
  const good = webhookSignature(body, secret, now())
  return [
    {
      name: 'signed with another secret',
      body,
      signature: webhookSignature(body, 'whsec_x', now()),
      status: 400,
    },
    { name: 'of ten minutes ago', body, signature: webhookSignature(body, secret, now() - 600), status: 400 },
    { name: 'of the future', body, signature: webhookSignature(body, secret, now() + 600), status: 400 },
    { name: 'cut short', body: body.slice(0, -2), signature: good, status: 400 },
    {
      name: 'with the signature of another',
      body: event('invoice.paid', { id: 'in_1' }),
      signature: good,
      status: 400,
    },
    { name: 'with half a signature', body, signature: good.slice(0, -10), status: 400 },
    { name: 'with an empty signature', body, signature: '', status: 400 },
    { name: 'with a signature of no kind', body, signature: 't=now,v1=yes', status: 400 },
    { name: 'with an old scheme', body, signature: good.replace('v1=', 'v0='), status: 400 },
    { name: 'of two megabytes', body: `${body}${' '.repeat(2_000_000)}`, signature: good, status: 413 },
  ]
}

/** Rightly signed, and not to be understood: never an error of ours, and never in the way of others. */
function poison(): readonly string[] {
  const completed = 'checkout.session.completed'
  const ids = [
    'cs_../../v1/balance',
    "cs_';DROP TABLE purchase;--",
    `cs_${'x'.repeat(240)}`,
    'cs_',
    'cs_%00',
    'cs_\u{1F600}',
  ]
  return [
    ...ids.map((id) => event(completed, { id })),
    event(completed, { id: 'cs_test_\u0000' }),
    event('checkout.session.\u0000completed', { id: 'cs_test_1' }),
    event(completed, { id: `cs_test_${'0'.repeat(50)}` }),
    event('invoice.paid', { id: 'in_unknown' }),
    event('refund.created', { id: 're_unknown' }),
    event('charge.dispute.created', { id: 'dp_unknown' }),
    event('charge.updated', { id: 'ch_unknown' }),
    event('credit_note.created', { id: 'cn_unknown' }),
    event('radar.early_fraud_warning.created', { id: 'issfr_unknown' }),
    event('payout.reconciliation_completed', { id: 'po_unknown' }),
    event(completed, {}),
    event(completed, { id: 'pi_another_kind' }),
    event(completed, { id: 'cs_live_1' }, { livemode: true }),
    event(completed, { id: 'cs_test_2' }, { account: 'acct_another' }),
    event(completed, { id: 'cs_test_3' }, { api_version: '1999-01-01' }),
    event('something.never.heard.of', { id: 'xyz_1' }),
    event(completed, { id: 'cs_test_4' }, { created: -1 }),
    event(completed, { id: 'cs_test_5' }, { id: 'no event id' }),
    event(completed, null),
    event(completed, [[[]]]),
    'null',
    '[]',
    '{}',
    'not JSON',
    '',
    '{"id":',
  ]
}

/** Posts what no honest Stripe sends. */
export async function postHostile(system: System): Promise<Score> {
  const part = 'forged, replayed, poisonous'
  const problems: Problem[] = []
  const count = async (): Promise<number> =>
    (await system.rows<{ n: number }>('SELECT count(*)::integer AS n FROM stripe_event'))[0]?.n ?? 0
  const bad = forged(system.webhookSecret)
  const strange = poison()
  const progress = createProgress(part, bad.length + strange.length)
  const before = await count()
  for (const { name, body, signature, status } of bad) {
    const answer = await postWebhook(system, body, signature)
    // A server may end a connection by which too much is sent, before it was all read.
    if (answer !== status && !(status === 413 && answer === 0))
      problems.push({ fault: 'wrong', what: `a webhook ${name} was answered with ${answer}` })
    progress.step()
  }
  if ((await count()) !== before) problems.push({ fault: 'wrong', what: 'a forged webhook was stored' })
  for (const body of strange) {
    const [first, second] = [await postWebhook(system, body), await postWebhook(system, body)]
    if (![200, 400].includes(first) || second !== first)
      problems.push({ fault: 'wrong', what: `${first} and ${second} to ${body.slice(0, 200)}` })
    progress.step()
  }
  if (!system.web.isRunning() || !system.workers[0].isRunning())
    problems.push({ fault: 'wrong', what: 'a process died of a webhook' })
  progress.end()
  return score(part, { deliveries: bad.length + 2 * strange.length, problems })
}
