import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'
import { createStripeClient } from '@/lib/stripe/client'
import type { Child } from '../children'
import { freePort } from '../postgres'
import type { Stack } from '../stack'
import { acceptedPerSecond, openLoop } from './load'
import type { Figure } from './figure'
import { median, percentile } from './statistics'

const ROUNDS = 3
const EACH = 1_500

/** The webhook route against itself doing nothing, against a bare server doing its statement, and its memory. */
export async function measureWebhooks(stack: Stack): Promise<Figure[]> {
  const sign = signer(stack)
  const [route, noop] = [`${stack.appUrl}/api/webhooks/stripe`, `${stack.appUrl}/api/bench/noop`]
  await acceptedPerSecond(sign(500), route)
  await acceptedPerSecond(sign(500), noop)
  const before = memory(stack)
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    ratios.push((await acceptedPerSecond(sign(EACH), route)) / (await acceptedPerSecond(sign(EACH), noop)))
  }
  const bare = await bareServer(stack)
  const tails: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = percentile(await openLoop(sign(500), route, 100), 0.99)
    tails.push(ours / percentile(await openLoop(sign(500), bare.url, 100), 0.99))
  }
  await bare.close()
  await acceptedPerSecond(sign(10_000 - ROUNDS * (EACH + 500)), route)
  const after = memory(stack)
  const [ratio, tail] = [median(ratios), median(tails)]
  return [
    {
      what: 'webhook, accepted events/s against the same route doing nothing',
      method: `${EACH} distinct signed events, 16 at a time, ${ROUNDS} rounds A B A B, Postgres with fsync; median ratio`,
      aim: '>= 0.6',
      result: ratio.toFixed(2),
      met: ratio >= 0.6,
    },
    {
      what: 'webhook, p99 at 100 events/s against a bare node:http + pg server doing the same statement',
      method: `open loop, 500 events, ${ROUNDS} rounds A B; median ratio`,
      aim: '<= 1.5',
      result: tail.toFixed(2),
      met: tail <= 1.5,
    },
    ...(['web', 'worker'] as const).map((name): Figure => {
      const grown = after[name] - before[name]
      return {
        what: `memory of ${name} over 10,000 webhooks`,
        method: `resident set before ${before[name]} MB, after ${after[name]} MB`,
        aim: 'flat (<= 64 MB of the collector’s slack)',
        result: `${grown >= 0 ? '+' : ''}${grown} MB`,
        met: grown <= 64,
      }
    }),
  ]
}

let serial = 0
/** Signed events of a type that is stored without a job, each with an id of its own. */
function signer(stack: Stack): (count: number) => (() => RequestInit)[] {
  const stripe = createStripeClient({ secretKey: 'sk_test_bench' })
  const secret = stack.env['STRIPE_WEBHOOK_SECRET'] ?? ''
  return (count) =>
    Array.from({ length: count }, () => () => {
      const payload = JSON.stringify({
        id: `evt_bench${(serial += 1)}`,
        object: 'event',
        type: 'customer.updated',
        created: Math.floor(Date.now() / 1_000),
        api_version: null,
        livemode: false,
        data: { object: { id: 'cus_bench', padding: 'x'.repeat(3_000) } },
      })
      const signature = stripe.webhooks.generateTestHeaderString({ payload, secret })
      return {
        method: 'POST',
        body: payload,
        headers: { 'stripe-signature': signature, 'content-type': 'application/json' },
      }
    })
}

async function bareServer(stack: Stack): Promise<{ url: string; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: stack.database.appUrl, max: 10 })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const id = /"id":"(\w+)"/.exec(Buffer.concat(chunks).toString())?.[1]
      const text = `INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at, state)
        VALUES ($1, 'default', 'customer.updated', 'cus_bench', false, now(), 'not-handled') ON CONFLICT (id) DO NOTHING`
      pool.query({ name: 'bare', text, values: [id] }).then(
        () => response.end('{"received":true}'),
        () => response.writeHead(503).end(),
      )
    })
  })
  const port = await freePort()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await pool.end()
    },
  }
}

/** Resident memory in MB, as Linux says it; 0 elsewhere. */
function memory(stack: Stack): { web: number; worker: number } {
  const of = ({ process: { pid } }: Child): number => {
    try {
      return Math.round(
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
      )
    } catch {
      return 0
    }
  }
  return { web: of(stack.web), worker: of(stack.worker()) }
}
