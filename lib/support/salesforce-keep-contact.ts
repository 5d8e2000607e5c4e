import { z } from 'zod'
import { oweSyncs } from '@/lib/crm/owe'
import { isSalesforceOn } from '@/lib/crm/switch'
import type { Transaction } from '@/lib/db/database'
import { customerIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { auditActor } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { SalesforceAccountId, SalesforceContactId } from '@/lib/salesforce/record-ids'

export type KeepResult =
  | { readonly outcome: 'chosen'; readonly purchases: number }
  /** It was the choice before; nothing was changed. */
  | { readonly outcome: 'chosen-already' }
  /** On request: nothing is tied to that person any more. */
  | { readonly outcome: 'erased' }
  | { readonly outcome: 'off' | 'missing' }

export type KeptContact = {
  readonly contactId: SalesforceContactId
  readonly accountId: SalesforceAccountId
}

const buyerSchema = z.object({ customerId: customerIdSchema, smid: z.string(), erased: z.boolean() })
type Buyer = z.infer<typeof buyerSchema>

/** Who bought it, and for which account; undefined when there is no such purchase. */
export async function findBuyer(tx: Transaction, id: PurchaseId): Promise<Buyer | undefined> {
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT p.customer_id::text AS "customerId", p.smid, c.erased_at IS NOT NULL AS erased
    FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE p.id = ${id}::uuid`
  return buyerSchema.optional().parse(found)
}

/**
 * Keeps which contact a purchase's buyer is, links all that they bought for that account, owes Salesforce what changed by
 * it, and audits each purchase. The caller has read the contact and asked for the permit.
 */
export async function keepContact(
  tx: Transaction,
  actor: StaffActor,
  purchaseId: PurchaseId,
  contact: KeptContact,
): Promise<KeepResult> {
  // They can be neither erased nor given another contact at this moment.
  await tx.$queryRaw`
    SELECT c.id::text FROM customer c JOIN purchase p ON p.customer_id = c.id WHERE p.id = ${purchaseId}::uuid FOR UPDATE OF c`
  const buyer = await findBuyer(tx, purchaseId)
  if (buyer === undefined) return { outcome: 'missing' }
  if (buyer.erased) return { outcome: 'erased' }
  if (!(await isSalesforceOn(tx))) return { outcome: 'off' }
  const records = await lockRecords(tx, buyer)
  const unlinked = records.filter((record) => !isLinked(record, contact)).map(({ id }) => id)
  if (unlinked.length === 0 && (await isChosen(tx, buyer, contact))) return { outcome: 'chosen-already' }
  const [chosenBy, chosenAt] = [auditActor(actor), new Date()]
  const { customerId, smid } = buyer
  const kept = { ...contact, chosenBy, chosenAt }
  await tx.salesforceContact.upsert({
    where: { customerId_smid: { customerId, smid } },
    create: { ...kept, customerId, smid },
    update: kept,
  })
  await tx.salesforceRecord.updateMany({
    where: { purchaseId: { in: unlinked } },
    data: { ...contact, match: 'matched', matchedAt: chosenAt, reason: null, leftBy: null, leftAt: null },
  })
  const ids = records.map(({ id }) => id)
  await auditEach(tx, chosenBy, ids)
  await oweSyncs(tx, ids)
  return { outcome: 'chosen', purchases: ids.length }
}

const recordsSchema = z.array(
  z.object({
    id: purchaseIdSchema,
    match: z.string(),
    accountId: z.string().nullable(),
    contactId: z.string().nullable(),
  }),
)
type LinkRecord = z.infer<typeof recordsSchema>[number]

/** All that this person bought for this account, also what Salesforce was not told of yet; locked in everybody's order. */
async function lockRecords(tx: Transaction, { customerId, smid }: Buyer): Promise<LinkRecord[]> {
  await tx.$executeRaw`
    INSERT INTO salesforce_record (purchase_id)
    SELECT id FROM purchase WHERE customer_id = ${customerId}::uuid AND smid = ${smid} ORDER BY id ON CONFLICT DO NOTHING`
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT r.purchase_id::text AS id, r.match, r.account_id AS "accountId", r.contact_id AS "contactId"
    FROM salesforce_record r JOIN purchase p ON p.id = r.purchase_id
    WHERE p.customer_id = ${customerId}::uuid AND p.smid = ${smid} ORDER BY r.purchase_id FOR UPDATE OF r`
  return recordsSchema.parse(rows)
}

function isLinked({ match, accountId, contactId }: LinkRecord, contact: KeptContact): boolean {
  return match === 'matched' && accountId === contact.accountId && contactId === contact.contactId
}

async function isChosen(
  tx: Transaction,
  { customerId, smid }: Buyer,
  { contactId, accountId }: KeptContact,
): Promise<boolean> {
  const where = { customerId, smid, contactId, accountId }
  return (await tx.salesforceContact.count({ where })) === 1
}

/** Which contact it is stands with the choice, which an erasure can take away: an audit row stays for ever. */
async function auditEach(tx: Transaction, actor: string, ids: readonly PurchaseId[]): Promise<void> {
  const row = { actor, action: 'salesforce.match', subjectType: 'purchase', detail: {} }
  await tx.audit.createMany({ data: ids.map((subjectId) => ({ ...row, subjectId })) })
}
