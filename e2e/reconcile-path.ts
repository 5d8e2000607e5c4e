import type Stripe from 'stripe'
import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import { runDelivery } from '@/lib/deliveries/run'
import { deliveryIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { processEvent } from '@/lib/payments/process-event'
import { receiveEvent } from '@/lib/payments/receive'

/** What becomes of an event on its way: `failed` is known to Stripe as undelivered, `lost` is not. */
export type Fate = 'taken' | 'failed' | 'lost'

export type ReconcilePath = Awaited<ReturnType<typeof openReconcilePath>>

/**
 * The money path with the events of Stripe brought by hand, so that a test decides which of them arrive, and with the
 * worker's part done when the test says so.
 */
export async function openReconcilePath() {
  const path = await openMoneyPath()
  const { services, sdk, emulator, rows } = path
  const told = new Set<string>()

  /** Brings every event that happened since the last time, oldest first, or lets it go astray. */
  const tell = async (fate: (event: Stripe.Event) => Fate = () => 'taken'): Promise<void> => {
    const fresh: Stripe.Event[] = []
    for await (const event of sdk.events.list({ limit: 100 })) if (!told.has(event.id)) fresh.push(event)
    for (const event of fresh.toReversed()) {
      told.add(event.id)
      const becomes = fate(event)
      if (becomes === 'taken') await bring(event)
      if (becomes === 'failed') markFailed(event.id)
    }
  }
  const bring = async (event: Stripe.Event): Promise<void> => {
    const rawBody = JSON.stringify(event)
    const signature = sdk.webhooks.generateTestHeaderString({ payload: rawBody, secret: WEBHOOK_SECRET })
    const received = await receiveEvent(services, { rawBody, signature })
    if (received !== 'recorded' && received !== 'repeat') throw new Error(`${event.type}: ${received}`)
  }
  const markFailed = (id: string): void => {
    for (const account of emulator.store.accounts()) {
      const record = account.tables.delivery.get(id)
      if (record) record.state = 'failed'
    }
  }

  /** Everything a worker would do now: stored events, then deliveries that are due. */
  const work = async (): Promise<void> => {
    const events = await rows("SELECT id FROM stripe_event WHERE state = 'received' ORDER BY created_at, id")
    for (const { id } of events) await processEvent(services, String(id))
    const due = await rows(
      "SELECT id FROM delivery WHERE state = 'waiting' AND due_at <= now() ORDER BY due_at, number",
    )
    for (const { id } of due) await runDelivery(services, deliveryIdSchema.parse(id))
  }

  /** A control door of the Stripe emulator. */
  const control = async (door: string, body: object = {}): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${emulator.url}/_emulator/${door}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${door}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const paymentOf = async (session: SessionId): Promise<string> =>
    String((await sdk.checkout.sessions.retrieve(session)).payment_intent)

  /** Every row of ours, without what may change when nothing happens: when something was last looked at. */
  const dump = async (): Promise<Record<string, unknown[]>> => {
    const tables = await rows(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1",
      [['reconciliation', '_prisma_migrations']],
    )
    const all: Record<string, unknown[]> = {}
    for (const { name } of tables)
      all[String(name)] = await rows(
        `SELECT to_jsonb(t) - 'last_seen_at' - 'reading' AS row FROM ${String(name)} t ORDER BY 1`,
      )
    return all
  }
  return { ...path, tell, work, control, paymentOf, dump }
}
