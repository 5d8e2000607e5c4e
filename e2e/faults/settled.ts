import type { System } from './system'
import { until } from './until'

/** A job of a delivery that is done may wait for its hour (behind a claim, say): it will find nothing to do. */
const WAITING = `SELECT
  (SELECT count(*) FROM stripe_event WHERE state = 'received')::integer AS events,
  (SELECT count(*) FROM delivery WHERE state = 'waiting')::integer AS deliveries,
  (SELECT count(*) FROM pgboss.job WHERE state = 'active' AND name IN ('delivery', 'salesforce', 'salesforce-pass')
     OR state IN ('created', 'retry', 'active') AND name IN ('stripe-event', 'checkout-session')
        AND start_after < now() + interval '1 minute')::integer AS jobs`

/** Waits until nothing is left to be done. What is still open then is the audit's to tell. */
export async function untilSettled({ rows }: Pick<System, 'rows'>, withinMs = 120_000): Promise<void> {
  const isQuiet = async (): Promise<boolean> => {
    const [row] = await rows<{ events: number; deliveries: number; jobs: number }>(WAITING).catch(() => [])
    return row !== undefined && row.events + row.deliveries + row.jobs === 0
  }
  await until('everything to be done', isQuiet, { withinMs, everyMs: 100 }).catch(() => undefined)
}
