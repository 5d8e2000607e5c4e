import { z } from 'zod'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import type { SalesforcePort, SalesforceTrouble, Seek } from '@/lib/salesforce/port'
import type { ImpliedRow, Rows } from './implied-row'
import { decideMatch } from './match'
import type { Match } from './match'

export type Looked = {
  readonly purchaseId: PurchaseId
  readonly match: Match
  readonly changed: boolean
  /**
   * Digests of the record before and with what was found, where it is about to be written so: then that is what is owed,
   * and whoever books meanwhile owes nothing more.
   */
  readonly owed?: { readonly before: string; readonly after: string }
}
export type LookResult =
  { readonly outcome: 'looked'; readonly looked: readonly Looked[] } | SalesforceTrouble

/** Asks Salesforce once who all these buyers are, each person once; up to 2,000 purchases. Writes nothing. */
export async function lookForPeople(
  port: Pick<SalesforcePort, 'seekPeople'>,
  rows: readonly ImpliedRow[],
): Promise<LookResult> {
  const places = new Map<string, number>()
  const seeks: Seek[] = []
  for (const { smid, email, contactKey } of rows) {
    const key = JSON.stringify([smid, email, contactKey])
    if (!places.has(key)) places.set(key, seeks.push({ smid, email, contactKey }) - 1)
  }
  if (seeks.length === 0) return { outcome: 'looked', looked: [] }
  const answer = await port.seekPeople(seeks)
  if (answer.outcome !== 'answered') return answer
  const looked = rows.map((row) => {
    const place = places.get(JSON.stringify([row.smid, row.email, row.contactKey])) ?? -1
    const match = decideMatch(answer.found[place] ?? { accounts: [], contacts: [] }, row)
    return { purchaseId: row.id, match, changed: differs(row, match) }
  })
  return { outcome: 'looked', looked }
}

function differs(row: ImpliedRow, { match, reason, accountId, contactId }: Match): boolean {
  return (
    row.match !== match || row.reason !== reason || row.accountId !== accountId || row.contactId !== contactId
  )
}

/** Locks the records of purchases, in the one order everybody takes them. */
export const LOCK_RECORDS =
  'SELECT purchase_id::text FROM salesforce_record WHERE purchase_id = ANY ($1::uuid[]) ORDER BY purchase_id FOR UPDATE'

/** Never undoes a match: that a person has made one meanwhile counts. */
const KEEP = `
  UPDATE salesforce_record r SET match = new.match, reason = new.reason, account_id = new.account, contact_id = new.contact,
    looked_at = now(), matched_at = CASE WHEN new.match = 'matched' THEN now() END,
    owed_digest = CASE WHEN r.owed_digest = new.before THEN new.after ELSE r.owed_digest END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS new (id, match, reason, account, contact, before, after)
  WHERE r.purchase_id = new.id AND r.match <> 'matched' RETURNING r.purchase_id::text AS id`

/** Keeps what was found, and that it was looked for; returns what was kept. In the caller's transaction. */
export async function keepMatches(rows: Rows, looked: readonly Looked[]): Promise<readonly Looked[]> {
  if (looked.length === 0) return []
  const ids = looked.map(({ purchaseId }) => purchaseId)
  await rows(LOCK_RECORDS, [ids])
  const kept = keptSchema.parse(
    await rows(KEEP, [
      ids,
      looked.map(({ match }) => match.match),
      looked.map(({ match }) => match.reason ?? null),
      looked.map(({ match }) => match.accountId ?? null),
      looked.map(({ match }) => match.contactId ?? null),
      looked.map(({ owed }) => owed?.before ?? null),
      looked.map(({ owed }) => owed?.after ?? null),
    ]),
  )
  const held = new Set(kept.map(({ id }) => id))
  return looked.filter(({ purchaseId }) => held.has(purchaseId))
}
const keptSchema = z.array(z.object({ id: purchaseIdSchema }))

/** A link led nowhere: who it belongs to is looked for anew. */
const UNLINK = `
  UPDATE salesforce_record SET match = 'pending', reason = NULL, account_id = NULL, contact_id = NULL, matched_at = NULL,
    looked_at = NULL, pending_since = now()
  WHERE purchase_id = ANY ($1::uuid[])`

/** A choice by hand that leads nowhere is none any more: a person is asked again. */
const UNCHOOSE = `
  DELETE FROM salesforce_contact chosen USING purchase p
  WHERE p.id = ANY ($1::uuid[]) AND chosen.customer_id = p.customer_id AND chosen.smid = p.smid`

/** Takes back the links of purchases that turned out to lead nowhere. In the caller's transaction. */
export async function unlink(rows: Rows, ids: readonly PurchaseId[]): Promise<void> {
  await rows(LOCK_RECORDS, [ids])
  await rows(UNLINK, [ids])
  await rows(UNCHOOSE, [ids])
}
