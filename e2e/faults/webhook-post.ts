import { webhookSignature } from '@/e2e/emulators/stripe/webhook-signature'
import type { System } from './system'

/** Posts a webhook as Stripe would, signed now unless told otherwise. The status of the answer; 0 for none. */
export async function postWebhook(
  system: Pick<System, 'webhookUrl' | 'webhookSecret'>,
  body: string,
  signature = webhookSignature(body, system.webhookSecret, Math.floor(Date.now() / 1_000)),
): Promise<number> {
  try {
    const answer = await fetch(system.webhookUrl, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

/** Posts until it is taken, as Stripe does over hours: true when it was taken at once. */
export async function postUntilTaken(system: System, body: string): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    const status = await postWebhook(system, body)
    if (status === 200) return tries === 0
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('a webhook was refused for 20 s')
}
