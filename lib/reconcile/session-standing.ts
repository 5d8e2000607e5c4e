import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { SessionId } from '@/lib/ids'
import { sessionIdSchema } from '@/lib/ids'

/** What our books say of one session. */
export type SessionStanding = {
  readonly purchase: boolean
  /** Paid, and posted with its balance transaction, which Stripe may make some time after the payment. */
  readonly settled: boolean
  /** All that booking may change, in a form to compare. */
  readonly books: string
}

const rowsSchema = z.array(
  z.object({
    sessionId: sessionIdSchema,
    purchase: z.boolean(),
    settled: z.boolean(),
    books: z.string(),
  }),
)

/** The standing of each of these sessions that we know. One query. */
export async function readStandings(
  db: Database,
  sessions: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, SessionStanding>> {
  const rows = rowsSchema.parse(
    await db.prisma.$queryRaw`
      SELECT c.session_id AS "sessionId", p.id IS NOT NULL AS purchase,
        coalesce(p.state = 'paid' AND (p.total = 0 OR EXISTS (
          SELECT FROM ledger_transaction t WHERE t.purchase_id = p.id AND t.kind = 'settlement')), false) AS settled,
        concat_ws(' ', c.state, p.state, p.invoice_number, a.state,
          (SELECT count(*) FROM ledger_transaction t WHERE t.purchase_id = p.id),
          (SELECT count(*) FROM delivery d WHERE d.purchase_id = p.id),
          (SELECT string_agg(r.id || r.state, ',' ORDER BY r.id) FROM refund r WHERE r.purchase_id = p.id),
          (SELECT string_agg(d.id || d.state, ',' ORDER BY d.id) FROM dispute d WHERE d.purchase_id = p.id),
          (SELECT string_agg(n.id || n.state, ',' ORDER BY n.id) FROM credit_note n WHERE n.purchase_id = p.id)
        ) AS books
      FROM checkout_attempt c
      LEFT JOIN purchase p ON p.attempt_id = c.id
      LEFT JOIN access a ON (a.customer_id, a.course_id) = (p.customer_id, p.course_id)
      WHERE c.session_id = ANY(${[...sessions]})`,
  )
  return new Map(rows.map(({ sessionId, ...standing }) => [sessionId, standing]))
}
