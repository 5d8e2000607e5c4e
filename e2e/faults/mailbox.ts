import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { System } from './system'

export type HeldEvent = { readonly id: string; readonly type: string; readonly body: string }

/** Stripe's webhooks go here instead of to us, so that a test decides what arrives, when and in which order. */
export type Mailbox = {
  /** What has come for a payment: any of its session's, payment's or invoice's ids. Oldest first. */
  readonly of: (...ids: readonly string[]) => readonly HeldEvent[]
  readonly close: () => Promise<void>
}

const objectSchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({
    object: z.object({
      id: z.string().optional(),
      payment_intent: z.string().nullish(),
      invoice: z.string().nullish(),
    }),
  }),
})

/** From now on all of the emulator's webhooks are kept here; `close` sends them to the application again. */
export async function openMailbox(system: System): Promise<Mailbox> {
  const held = new Map<string, HeldEvent[]>()
  const keep = (body: string): void => {
    const { id, type, data } = objectSchema.parse(JSON.parse(body))
    const { id: object, payment_intent: payment, invoice } = data.object
    for (const key of new Set([object, payment, invoice].filter((each) => typeof each === 'string'))) {
      const list = held.get(key) ?? []
      list.push({ id, type, body })
      held.set(key, list)
    }
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      keep(Buffer.concat(parts).toString())
      response.end()
    })
  })
  // A connection closed while Stripe sends on it would cost five minutes, until it tries again.
  server.keepAliveTimeout = 3_600_000
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  system.stripe.setWebhook({ url: `http://127.0.0.1:${port}/`, secret: system.webhookSecret })
  return {
    of: (...ids) => {
      const all = ids.flatMap((id) => held.get(id) ?? [])
      return [...new Map(all.map((event) => [event.id, event])).values()]
    },
    close: async () => {
      system.stripe.setWebhook({ url: system.webhookUrl, secret: system.webhookSecret })
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
