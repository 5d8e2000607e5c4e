import { z } from 'zod'
import { askPassage } from '@/lib/deliveries/circuit'
import type { Database } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { SEEK_SIZE } from '@/lib/salesforce/port'
import { keepHealth } from './drain'
import { readImplied, rowsOf } from './implied-row'
import { lookForPeople } from './look-for-people'
import type { SyncServices } from './services'
import { isSalesforceOn } from './switch'
import { claimChanged, writeClaimed } from './write-changed'

/** `due`: those whose turn it is. `all`: every one that is not matched, whenever it was looked for last. */
export type MatchScope = 'due' | 'all'
export type MatchTally = { readonly lookedFor: number; readonly found: number }

const nobody: MatchTally = { lookedFor: 0, found: 0 }

/**
 * Looks for the people of purchases that hang on nobody yet (R16: an account can come a day late): one question for up to
 * 2,000 of them, and what was found is written in collections of 200. Ends early while Salesforce is down.
 */
export async function matchLate(services: SyncServices, scope: MatchScope): Promise<MatchTally> {
  const { db } = services
  if (!(await isSalesforceOn(db.prisma))) return nobody
  let tally = nobody
  let after: PurchaseId | undefined
  for (;;) {
    if (!(await askPassage(db, 'salesforce')).pass) return tally
    const ids = await unmatchedAfter(db, after, scope)
    if (ids.length === 0) return tally
    const found = await matchPage(services, ids)
    if (found === undefined) return tally
    tally = { lookedFor: tally.lookedFor + ids.length, found: tally.found + found }
    after = ids.at(-1)
  }
}

/** How many were found; undefined when Salesforce kept us from going on. */
async function matchPage(services: SyncServices, ids: readonly PurchaseId[]): Promise<number | undefined> {
  const { db, salesforce, log } = services
  const looked = await lookForPeople(salesforce, await readImplied(rowsOf(db), ids))
  if (looked.outcome !== 'looked') {
    log.error({ detail: looked.detail }, 'people could not be looked for in Salesforce')
    await keepHealth(services, looked.outcome === 'needs-person' ? undefined : looked)
    return undefined
  }
  const claimed = await claimChanged(services, ids, looked.looked)
  const { trouble } = await writeClaimed(services, claimed)
  if (trouble !== undefined) return undefined
  return looked.looked.filter(({ changed, match }) => changed && match.match === 'matched').length
}

/**
 * Looked for often at first and less and less: again after a tenth of the time it has been waiting, ten minutes at least
 * and a day at most.
 */
const DUE = `
  AND (r.looked_at IS NULL OR r.looked_at < now() - least(greatest((now() - r.pending_since) / 10, interval '10 minutes'), interval '1 day'))`
const UNMATCHED = `
  SELECT r.purchase_id::text AS id FROM salesforce_record r
  WHERE r.match <> 'matched' AND r.sent_at IS NOT NULL AND ($1::uuid IS NULL OR r.purchase_id > $1::uuid)`

const idsSchema = z.array(z.object({ id: purchaseIdSchema }))

async function unmatchedAfter(
  { pool }: Pick<Database, 'pool'>,
  after: PurchaseId | undefined,
  scope: MatchScope,
): Promise<PurchaseId[]> {
  const sql = `${UNMATCHED}${scope === 'due' ? DUE : ''} ORDER BY r.purchase_id LIMIT ${SEEK_SIZE}`
  const { rows } = await pool.query<object>(sql, [after ?? null])
  return idsSchema.parse(rows).map(({ id }) => id)
}
