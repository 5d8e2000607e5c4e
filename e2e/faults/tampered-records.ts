import { audit } from './audit'
import type { Org } from './audit-records'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { System } from './system'
import type { Fault, Problem } from './verdict'

type Records = ReturnType<Org['records']>
type Tampering = {
  readonly name: string
  readonly fault: Fault
  /** How what the audit says must begin. */
  readonly says: string
  readonly does: (records: Records) => Records
}

const FIELDS = [
  'Status__c',
  'Access__c',
  'Amount__c',
  'Currency__c',
  'Tax__c',
  'Refunded__c',
  'Payment_Intent__c',
  'Buyer_SMID__c',
  'Buyer_Email__c',
  'Match_Status__c',
  'Account__c',
  'Contact__c',
  'Course__c',
] as const

/** What might be wrong in Salesforce, and what the audit must call it. */
const TAMPERING: readonly Tampering[] = [
  { name: 'a record that is gone', fault: 'lost', says: 'the record of', does: (all) => all.slice(1) },
  {
    name: 'a record that is there twice',
    fault: 'double',
    says: 'the record of',
    does: (all) => [...all, ...all.slice(0, 1)],
  },
  {
    name: 'a record of nothing',
    fault: 'wrong',
    says: 'Salesforce has a record',
    does: (all) => [...all, ...all.slice(0, 1).map((each) => ({ ...each, Purchase_Id__c: 'of nobody' }))],
  },
  ...FIELDS.map((field): Tampering => ({
    name: `another ${field}`,
    fault: 'wrong',
    says: `${field} of`,
    does: (all) => all.map((each, n) => (n === 0 ? { ...each, [field]: 'another' } : each)),
  })),
]

/** Shows the audit a Salesforce that was tampered with in every way, one at a time: it must notice each. */
export async function tamperWithRecords(system: System): Promise<Score> {
  const part = 'audit of tampered records'
  const progress = createProgress(part, TAMPERING.length)
  const problems: Problem[] = [...(await audit(system))]
  for (const { name, fault, says, does } of TAMPERING) {
    const records: Org['records'] = (object) => {
      const all = system.salesforce.records(object)
      return object === 'Course_Purchase__c' ? does(all) : all
    }
    const found = await audit({ ...system, salesforce: { records } })
    if (!found.some((each) => each.fault === fault && each.what.startsWith(says)))
      problems.push({ fault: 'wrong', what: `the audit did not notice ${name}` })
    progress.step(name)
  }
  progress.end()
  const unnoticed = problems.filter(({ what }) => what.startsWith('the audit did not notice')).length
  return score(`${part} (${TAMPERING.length - unnoticed} of ${TAMPERING.length} noticed)`, { problems })
}
