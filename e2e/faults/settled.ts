import type { System } from './system'
import { until } from './until'

const WAITING = `SELECT
  (SELECT count(*) FROM stripe_event WHERE state = 'received')::integer AS events,
  (SELECT count(*) FROM delivery WHERE state = 'waiting')::integer AS deliveries,
  (SELECT count(*) FROM pgboss.job WHERE name IN ('stripe-event', 'checkout-session', 'delivery')
     AND state IN ('created', 'retry', 'active'))::integer AS jobs`

/** Waits until nothing is left to be done. What is still open then is the audit's to tell. */
export async function untilSettled({ rows }: Pick<System, 'rows'>, withinMs = 120_000): Promise<void> {
  const isQuiet = async (): Promise<boolean> => {
    const [row] = await rows<{ events: number; deliveries: number; jobs: number }>(WAITING).catch(() => [])
    return row !== undefined && row.events + row.deliveries + row.jobs === 0
  }
  await until('everything to be done', isQuiet, { withinMs, everyMs: 100 }).catch(() => undefined)
}
