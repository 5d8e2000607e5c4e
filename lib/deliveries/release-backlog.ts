import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import type { Destination } from './owe'
import { enqueueDelivery } from './owe'

/** A destination that was just down gets its backlog slowly: this many a second. */
const PER_SECOND = 10
const rowsSchema = z.array(z.object({ id: deliveryIdSchema, dueAt: z.date() }))

/** The destination is back: waiting deliveries become due now, oldest first, spread out. Returns how many. */
export async function releaseBacklog(db: Database, destination: Destination): Promise<number> {
  return db.prisma.$transaction(async (tx) => {
    const rows = rowsSchema.parse(
      await tx.$queryRaw`
        UPDATE delivery d SET due_at = now() + (place.n / ${PER_SECOND}) * interval '1 second'
        FROM (
          SELECT id, row_number() OVER (ORDER BY created_at) - 1 AS n FROM delivery
          WHERE destination = ${destination} AND state = 'waiting'
            AND (claimed_until IS NULL OR claimed_until < now())
          LIMIT 5000
        ) place
        WHERE d.id = place.id RETURNING d.id, d.due_at AS "dueAt"`,
    )
    for (const { id, dueAt } of rows) await enqueueDelivery(tx, { id, destination }, dueAt)
    return rows.length
  })
}
