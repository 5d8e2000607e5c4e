import { createRecord } from './record-door'
import type { OrgRecords } from './records'

/** A company as the org has it, with the people it knows there. */
export type SeededAccount = {
  readonly name: string
  readonly smid: string
  readonly contacts: readonly {
    readonly firstName?: string
    readonly lastName: string
    readonly email: string
  }[]
}

/**
 * The demo's customers that Salesforce knows from the start: those of the Redis Cloud login and of the learning platform.
 * The accounts UMBRA-9 and EVIL-13 are missing on purpose: they arrive later, by the form on the org's page.
 */
export const DEMO_ACCOUNTS: readonly SeededAccount[] = [
  {
    name: 'Acme Robotics',
    smid: 'ACME-4821',
    contacts: [
      { firstName: 'Lena', lastName: 'Rivera', email: 'l.rivera@example.com' },
      { firstName: 'Tom', lastName: 'Okafor', email: 't.okafor@example.com' },
    ],
  },
  {
    name: 'Nimbus Labs',
    smid: 'NIMBUS-77',
    contacts: [{ firstName: 'Mei', lastName: 'Tanaka', email: 'm.tanaka@example.com' }],
  },
]

/** Enters accounts and contacts as people in the org would. Throws what the org refuses. */
export function seedAccounts(records: OrgRecords, accounts: readonly SeededAccount[]): void {
  for (const { name, smid, contacts } of accounts) {
    const account = createRecord(records, 'Account', { Name: name, SMID__c: smid })
    for (const { firstName = null, lastName, email } of contacts)
      createRecord(records, 'Contact', {
        FirstName: firstName,
        LastName: lastName,
        Email: email,
        AccountId: account,
      })
  }
}
