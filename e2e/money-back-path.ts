import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import { runDelivery } from '@/lib/deliveries/run'
import { deliveryIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { processEvent } from '@/lib/payments/process-event'
import { processSession } from '@/lib/payments/process-session'
import { receiveEvent } from '@/lib/payments/receive'

export type MoneyBackPath = Awaited<ReturnType<typeof openMoneyBackPath>>

/** The money path with what happens after a payment: refunds, disputes, the events that tell, and what is left. */
export async function openMoneyBackPath() {
  const path = await openMoneyPath()
  let serial = 0
  /** Works off everything owed to Flockjay. */
  const deliverAll = async (): Promise<void> => {
    for (;;) {
      const waiting = await path.rows("SELECT id FROM delivery WHERE state = 'waiting' ORDER BY number DESC")
      if (waiting.length === 0) return
      for (const { id } of waiting) await runDelivery(path.services, deliveryIdSchema.parse(id))
    }
  }
  /** A buyer whose course is open. */
  const bought = async (email = `back${(serial += 1)}@example.com`) => {
    const session = await path.open(email)
    await path.pay(session)
    await processSession(path.services, session)
    await deliverAll()
    const { payment_intent: intent } = await path.sdk.checkout.sessions.retrieve(session)
    return { session, intent: String(intent) }
  }
  /** Has something happen at Stripe that no API does. */
  const control = async (address: string, body: object = {}): Promise<{ id: string }> => {
    const answer = await fetch(`${path.emulator.url}/_emulator/${address}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${text}`)
    return JSON.parse(text) as { id: string }
  }
  /** Receives and processes an event about an object, as a webhook would bring it. */
  const hear = async (type: string, id: string): Promise<string> => {
    const event = `evt_back${(serial += 1)}`
    const created = Math.floor(Date.now() / 1_000)
    const body = { id: event, object: 'event', type, created, api_version: null, livemode: false }
    const rawBody = JSON.stringify({ ...body, data: { object: { id } } })
    const signature = path.sdk.webhooks.generateTestHeaderString({ payload: rawBody, secret: WEBHOOK_SECRET })
    const received = await receiveEvent(path.services, { rawBody, signature })
    if (received !== 'recorded') throw new Error(`the event ended as ${received}`)
    await processEvent(path.services, event)
    return event
  }
  const accessOf = async (session: SessionId): Promise<unknown> => {
    const [row] = await path.rows(
      `SELECT a.state FROM access a JOIN purchase p ON p.customer_id = a.customer_id AND p.course_id = a.course_id
       WHERE p.session_id = $1`,
      [session],
    )
    return row?.['state']
  }
  /** What the learning platform shows for a session's purchase. */
  const enrolled = async (session: SessionId): Promise<unknown> => {
    const [row] = await path.rows('SELECT id FROM purchase WHERE session_id = $1', [session])
    return path.flockjayEmulator.enrollments().find((seen) => seen.purchase_id === row?.['id'])?.status
  }
  /** Sums by book that are not zero. */
  const books = async (session: SessionId): Promise<Record<string, unknown>> => {
    const rows = await path.rows(
      `SELECT e.book, sum(e.amount)::int AS amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
       JOIN purchase p ON p.id = t.purchase_id WHERE p.session_id = $1 GROUP BY 1 HAVING sum(e.amount) <> 0`,
      [session],
    )
    return Object.fromEntries(rows.map(({ book, amount }) => [book, amount]))
  }
  const findings = (session: SessionId) =>
    path.rows(
      `SELECT f.kind, f.closed_at IS NULL AS open FROM finding f JOIN purchase p ON p.id = f.purchase_id
       WHERE p.session_id = $1 ORDER BY 1`,
      [session],
    )
  const dispute = (intent: string, body: object = {}) => control(`charges/${intent}/dispute`, body)
  const refund = (intent: string, amount?: number) =>
    path.sdk.refunds.create({ payment_intent: intent, ...(amount === undefined ? {} : { amount }) })
  return {
    ...path,
    deliverAll,
    bought,
    control,
    hear,
    accessOf,
    enrolled,
    books,
    findings,
    dispute,
    refund,
  }
}
