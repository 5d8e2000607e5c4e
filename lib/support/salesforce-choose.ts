import { isSalesforceOn } from '@/lib/crm/switch'
import type { Database } from '@/lib/db/database'
import type { PurchaseId } from '@/lib/ids'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { Waker } from '@/lib/jobs/wake'
import type { ContactReading, SalesforcePort } from '@/lib/salesforce/port'
import type { SalesforceAccountId, SalesforceContactId } from '@/lib/salesforce/record-ids'
import { findBuyer, keepContact } from './salesforce-keep-contact'
import type { KeepResult } from './salesforce-keep-contact'

export type ChooseServices = {
  readonly db: Database
  readonly waker: Waker
  /** Undefined where this process has no way to Salesforce. */
  readonly salesforce: SalesforcePort | undefined
}

export type ContactChoice = {
  readonly purchaseId: PurchaseId
  readonly contactId: SalesforceContactId
  /** The account that the colleague was shown and said yes to; undefined at the first step. */
  readonly confirmed?: SalesforceAccountId | undefined
}

/** A contact with the account it belongs to, as Salesforce shows it now. */
export type ReadContact = Extract<ContactReading, { outcome: 'found' }> & {
  readonly accountId: SalesforceAccountId
}

export type ChooseResult =
  | KeepResult
  /** Its account has another SMID than the purchase, or none: to be asked again with that account as `confirmed`. */
  | { readonly outcome: 'confirm'; readonly contact: ReadContact; readonly smid: string }
  /** A contact without an account: there is nothing to hang the purchase on. */
  | { readonly outcome: 'no-account'; readonly name: string }
  | { readonly outcome: 'not-found' }
  /** Salesforce cannot be asked now, and what it said. */
  | { readonly outcome: 'trouble'; readonly detail: string }
  | { readonly outcome: 'forbidden' }

/**
 * Says which contact in Salesforce the buyer of a purchase is: for all that this person bought for this account, and will
 * buy. The contact is read first, outside any transaction; one of another account than the purchase's is only taken
 * once that was confirmed. Then one transaction under the person's lock keeps the choice, links what they bought, owes
 * Salesforce the changed records, and audits each. Asked twice, also at once, it happens once.
 */
export async function chooseContact(
  { db, waker, salesforce }: ChooseServices,
  actor: StaffActor,
  choice: ContactChoice,
): Promise<ChooseResult> {
  if (!permits(actor, 'salesforce.match')) return { outcome: 'forbidden' }
  if (salesforce === undefined || !(await isSalesforceOn(db.prisma))) return { outcome: 'off' }
  const buyer = await findBuyer(db.prisma, choice.purchaseId)
  if (buyer === undefined) return { outcome: 'missing' }
  if (buyer.erased) return { outcome: 'erased' }
  const contact = await readContact(salesforce, choice.contactId)
  if (contact.outcome !== 'found') return contact
  const { accountId, name } = contact
  if (accountId === undefined) return { outcome: 'no-account', name }
  if (contact.smid !== buyer.smid && choice.confirmed !== accountId)
    return { outcome: 'confirm', contact: { ...contact, accountId }, smid: buyer.smid }
  const result = await db.prisma.$transaction((tx) =>
    keepContact(tx, actor, choice.purchaseId, { contactId: contact.contactId, accountId }),
  )
  if (result.outcome === 'chosen') waker.wake('salesforce')
  return result
}

async function readContact(salesforce: SalesforcePort, id: SalesforceContactId) {
  const reading = await salesforce.readContact(id)
  switch (reading.outcome) {
    case 'found':
      return reading
    case 'none':
      return { outcome: 'not-found' } as const
    case 'retry':
    case 'pause':
    case 'needs-person':
      return { outcome: 'trouble', detail: reading.detail } as const
  }
}
