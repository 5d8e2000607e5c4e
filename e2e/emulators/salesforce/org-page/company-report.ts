import type { FieldValue, StoredRecord } from '../model'
import type { OrgRecords } from '../records'

/** One line of the report “Course purchases by company and course”. */
export type ReportLine = {
  readonly account: StoredRecord | undefined
  readonly course: StoredRecord | undefined
  /** Everyone once: the contact, or the address while the contact is not known. */
  readonly people: number
  readonly purchases: number
  /** Of them, those without account or contact. */
  readonly unmatched: number
}

/** The report as the metadata defines it: paid purchases by account and course. Those without a company come last. */
export function companyReport(records: OrgRecords): readonly ReportLine[] {
  const groups = new Map<string, StoredRecord[]>()
  for (const purchase of records.all('Course_Purchase__c')) {
    if (purchase['Status__c'] !== 'Paid') continue
    const key = JSON.stringify([purchase['Account__c'] ?? null, purchase['Course__c'] ?? null])
    const group = groups.get(key)
    if (group) group.push(purchase)
    else groups.set(key, [purchase])
  }
  return [...groups.values()].map((group) => lineOf(records, group)).sort(byNames)
}

export function recordAt(records: OrgRecords, id: FieldValue | undefined): StoredRecord | undefined {
  return typeof id === 'string' ? records.find(id) : undefined
}

/** A record's name; empty where there is no record. */
export function nameOf(record: StoredRecord | undefined): string {
  return String(record?.['Name'] ?? '')
}

function lineOf(records: OrgRecords, purchases: readonly StoredRecord[]): ReportLine {
  const [first] = purchases
  return {
    account: recordAt(records, first?.['Account__c']),
    course: recordAt(records, first?.['Course__c']),
    people: new Set(purchases.map(personKey)).size,
    purchases: purchases.length,
    unmatched: purchases.filter((purchase) => purchase['Match_Status__c'] !== 'Matched').length,
  }
}

/** As the metadata's formula Person_Key__c. */
function personKey(purchase: StoredRecord): FieldValue {
  const email = purchase['Buyer_Email__c']
  return (
    purchase['Contact__c'] ??
    (typeof email === 'string' ? email.toLowerCase() : (purchase['Purchase_Id__c'] ?? null))
  )
}

function byNames(left: ReportLine, right: ReportLine): number {
  if ((left.account === undefined) !== (right.account === undefined)) return left.account ? -1 : 1
  return (
    nameOf(left.account).localeCompare(nameOf(right.account)) ||
    nameOf(left.course).localeCompare(nameOf(right.course))
  )
}
