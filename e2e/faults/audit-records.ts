import { accessOf, givenBack, standingOf } from './stripe-truth'
import type { StripeTruth, TruePayment } from './stripe-truth'
import type { System } from './system'
import type { Verdict } from './verdict'

/** What Salesforce holds, by object. */
export type Org = Pick<System['salesforce'], 'records'>
type OrgRecord = ReturnType<Org['records']>[number]
type Expected = Readonly<Record<string, string | number | undefined>>
type Bought = { readonly id: string; readonly session: string; readonly owner: string }

const STATUS: Readonly<Record<string, string>> = {
  paid: 'Paid',
  disputed: 'Disputed',
  pending: 'Pending',
  refunded: 'Refunded',
  lost: 'Charged back',
  failed: 'Failed',
}
const ACCESS: Readonly<Record<string, string>> = {
  active: 'Active',
  pending: 'Pending',
  suspended: 'Suspended',
  revoked: 'Revoked',
  none: 'None',
}

/** Whatever was bought has one record in Salesforce, which says what is true by now and hangs on those it knows there. */
export async function auditRecords(
  { rows, salesforce }: Pick<System, 'rows'> & { readonly salesforce: Org },
  verdict: Verdict,
  { payments }: StripeTruth,
): Promise<void> {
  const purchases = await rows<Bought>(
    "SELECT id, session_id AS session, customer_id || ' ' || course_id AS owner FROM purchase",
  )
  const sessionOf = new Map(purchases.map(({ id, session }) => [id, session]))
  const found = new Map<string, OrgRecord[]>()
  for (const record of salesforce.records('Course_Purchase__c')) {
    const id = String(record['Purchase_Id__c'])
    const session = sessionOf.get(id)
    if (session === undefined) verdict.note('wrong', `Salesforce has a record of ${id}, which nobody bought`)
    else found.set(session, [...(found.get(session) ?? []), record])
  }
  const access = accessBySession(purchases, payments)
  const linksOf = readLinks(salesforce)
  for (const payment of payments) {
    const { session } = payment
    const own = found.get(session) ?? []
    verdict.one(own.length, `the record of ${session} in Salesforce`)
    const expected = { ...saidOf(payment), ...linksOf(payment), Access__c: ACCESS[access.get(session) ?? ''] }
    for (const record of own) auditRecord(verdict, session, record, expected)
  }
}

/** A field that was never set is absent, one that was emptied is null: both are nothing. */
function auditRecord(verdict: Verdict, session: string, record: OrgRecord, expected: Expected): void {
  for (const [field, value] of Object.entries(expected))
    verdict.same(record[field] ?? 'nothing', value ?? 'nothing', `${field} of ${session} in Salesforce`)
}

/** Of each session, what its buyer may do by now: by all that the person bought of the unit. */
function accessBySession(
  purchases: readonly Bought[],
  payments: readonly TruePayment[],
): ReadonlyMap<string, string> {
  const paymentOf = new Map(payments.map((payment) => [payment.session, payment]))
  return new Map(
    [...Map.groupBy(purchases, ({ owner }) => owner).values()].flatMap((own) => {
      const access = accessOf(own.flatMap(({ session }) => paymentOf.get(session) ?? []))
      return own.map(({ session }) => [session, access] as const)
    }),
  )
}

/** In amounts of hundred cents: nothing else is sold here. */
function saidOf(payment: TruePayment) {
  return {
    Status__c: STATUS[standingOf(payment)],
    Currency__c: payment.currency,
    Amount__c: payment.total / 100,
    Tax__c: payment.tax / 100,
    Refunded__c: givenBack(payment.refunds) / 100,
    Payment_Intent__c: payment.intent,
    Buyer_SMID__c: payment.smid,
    Buyer_Email__c: payment.email,
  }
}

/** Whom and what a record must hang on, as everybody was in the org before they bought. */
function readLinks(salesforce: Org) {
  const accounts = new Map(
    salesforce.records('Account').map((record) => [String(record['SMID__c']), record.Id]),
  )
  const contacts = new Map(
    salesforce
      .records('Contact')
      .map((record) => [`${String(record['AccountId'])} ${String(record['Email'])}`, record.Id]),
  )
  const courses = new Map(
    salesforce.records('Course__c').map((record) => [String(record['Course_Code__c']), record.Id]),
  )
  return ({ smid, email, sku }: TruePayment) => {
    const account = accounts.get(smid)
    const contact = contacts.get(`${account} ${email}`)
    return {
      Account__c: account,
      Contact__c: contact,
      Match_Status__c: contact === undefined ? 'Pending' : 'Matched',
      // What is not there cannot be right.
      Course__c: courses.get(sku) ?? `the unit ${sku}`,
    }
  }
}
