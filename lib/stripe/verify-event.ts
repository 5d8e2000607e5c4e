import type Stripe from 'stripe'
import { z } from 'zod'
import type { VerifiedEvent, VerifyResult } from './port'

/** Stripe's own tolerance. The SDK bounds only the past; we bound the future too. Never 0: that skips the check. */
const TOLERANCE_SECONDS = 300

const eventSchema = z.object({
  id: z.string().regex(/^evt_\w{1,250}$/),
  type: z.string().regex(/^[\w.]{1,200}$/),
  api_version: printable(100).nullable(),
  livemode: z.boolean(),
  created: z.int().positive(),
  account: printable(255).optional(),
  data: z.object({ object: z.object({ id: printable(255).optional() }) }),
})

/** Postgres keeps no text with a NUL in it: such an event could never be stored, and would come again for days. */
function printable(most: number) {
  return z.string().regex(new RegExp(`^[\\x20-\\x7e]{0,${most}}$`))
}

/** Checks a webhook's signature over the raw text (docs.stripe.com/webhooks/signature) and reduces it to what we keep. */
export function verifyEvent(
  stripe: Stripe,
  secret: string,
  { rawBody, signature, now }: { rawBody: string; signature: string; now: Date },
): VerifyResult {
  const signedAt = /(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(signature)?.[1]
  if (signedAt === undefined || Number(signedAt) > now.getTime() / 1_000 + TOLERANCE_SECONDS) {
    return { outcome: 'bad-signature' }
  }
  let parsed: unknown
  try {
    parsed = stripe.webhooks.constructEvent(
      rawBody,
      signature,
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    )
  } catch (error) {
    return { outcome: error instanceof SyntaxError ? 'bad-body' : 'bad-signature' }
  }
  const event = eventFacts(parsed)
  return event === undefined ? { outcome: 'bad-body' } : { outcome: 'verified', event }
}

/** What we keep of an event, however it came; undefined for what is none. */
export function eventFacts(value: unknown): VerifiedEvent | undefined {
  const event = eventSchema.safeParse(value)
  if (!event.success) return undefined
  const { id, type, api_version: apiVersion, livemode, created, account, data } = event.data
  return {
    id,
    type,
    objectId: data.object.id ?? '',
    apiVersion: apiVersion ?? undefined,
    livemode,
    connectedAccount: account,
    createdAt: new Date(created * 1_000),
  }
}
