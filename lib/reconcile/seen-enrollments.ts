import type pg from 'pg'
import { z } from 'zod'
import type { ListedEnrollment } from '@/lib/flockjay/port'
import { purchaseIdSchema } from '@/lib/ids'
import { walk } from './rows-in-order'

/** On the comparison's own connection, and gone with it. */
export async function createSeen(connection: pg.ClientBase): Promise<void> {
  await connection.query('CREATE TEMPORARY TABLE seen_enrollment (purchase_id text PRIMARY KEY)')
}

/** Keeps which purchases Flockjay listed as active. One that changes meanwhile may come twice. */
export async function keepSeen(connection: pg.ClientBase, page: readonly ListedEnrollment[]): Promise<void> {
  const active = page.filter(({ status }) => status === 'active').map(({ purchaseId }) => purchaseId)
  if (active.length === 0) return
  await connection.query(
    'INSERT INTO seen_enrollment SELECT unnest($1::text[]) ON CONFLICT (purchase_id) DO NOTHING',
    [active],
  )
}

/** The purchases that an access rests on and that were not listed. Those still on their way are not missing yet. */
const UNSEEN = `
  SELECT a.purchase_id::text AS id FROM access a JOIN customer c ON c.id = a.customer_id
  WHERE a.purchase_id::text > $1 AND a.state = 'active' AND c.erased_at IS NULL
    AND NOT EXISTS (SELECT FROM seen_enrollment s WHERE s.purchase_id = a.purchase_id::text)
    AND NOT EXISTS (
      SELECT FROM delivery d WHERE d.purchase_id = a.purchase_id AND d.destination = 'flockjay' AND d.state = 'waiting')
  ORDER BY a.purchase_id::text LIMIT $2`
const rowSchema = z.object({ id: purchaseIdSchema })

/** Walks over our active access that Flockjay did not list as active. */
export function walkUnseen(connection: pg.ClientBase): ReturnType<typeof walk<z.infer<typeof rowSchema>>> {
  return walk(connection, UNSEEN, rowSchema, [])
}
