import { toDecimal } from '@/lib/money'
import { COURSE_KEY } from './course-fields'
import type { PurchaseRecord } from './records'

/** The object, and the field by which a purchase is the same one (metadata/README.md). */
export const PURCHASE_OBJECT = 'Course_Purchase__c'
export const PURCHASE_KEY = 'Purchase_Id__c'

/** The account's field that holds its SMID. */
export const ACCOUNT_KEY = 'SMID__c'

export type PurchaseFields = Readonly<
  Record<string, string | number | null | Readonly<Record<string, string>>>
>

/**
 * A purchase in the words of the metadata. Amounts are decimals of their own currency, exact for all that a payment can
 * be (below 2^53 minor units); a link that is not known is left out, so that one set by hand stays.
 */
export function purchaseFields(record: PurchaseRecord): PurchaseFields {
  const money = (amount: bigint): number => Number(toDecimal({ amount, currency: record.currency }))
  return {
    [PURCHASE_KEY]: record.purchaseId,
    Name: record.reference,
    Status__c: record.status,
    Access__c: record.access,
    Match_Status__c: record.match,
    Match_Note__c: record.matchNote ?? null,
    Buyer_SMID__c: record.smid,
    Buyer_Email__c: record.email ?? null,
    Currency__c: record.currency,
    Amount__c: money(record.amount),
    Tax__c: money(record.tax),
    Discount__c: money(record.discount),
    Refunded__c: money(record.refunded),
    Ordered_At__c: record.orderedAt.toISOString(),
    Paid_At__c: record.paidAt?.toISOString() ?? null,
    Stripe_Account__c: record.stripeAccount,
    Payment_Intent__c: record.paymentIntentId ?? null,
    Invoice_Number__c: record.invoiceNumber ?? null,
    Page__c: record.page,
    Course__r: { [COURSE_KEY]: record.sku },
    ...accountLink(record),
    ...(record.contactId === undefined ? {} : { Contact__c: record.contactId }),
  }
}

/** By its external id where the SMID says which, so that accounts merged since are no trouble. */
function accountLink({ account, smid }: PurchaseRecord): PurchaseFields {
  if (account === undefined) return {}
  return account === 'by-smid' ? { Account__r: { [ACCOUNT_KEY]: smid } } : { Account__c: account }
}
