import { randomUUID } from 'node:crypto'
import type { StoredRecord } from '../emulators/salesforce/model'
import { expect } from './fixture'
import type { System } from './fixture'

/** The org's record of a purchase, once there is one. */
export async function recordOf({ salesforce }: System, purchase: string): Promise<StoredRecord> {
  const find = () =>
    salesforce.records('Course_Purchase__c').filter(({ Purchase_Id__c: id }) => id === purchase)
  await expect.poll(() => find().length).toBe(1)
  const [record] = find()
  if (record === undefined) throw new Error(`no record of ${purchase}`)
  return record
}

/** Waits until the org's record of a purchase says this. */
export async function expectRecord(
  system: System,
  purchase: string,
  fields: Record<string, unknown>,
): Promise<void> {
  await expect
    .poll(() =>
      system.salesforce.records('Course_Purchase__c').find((one) => one['Purchase_Id__c'] === purchase),
    )
    .toMatchObject(fields)
}

/** An account that the nightly load brings, with its people. */
export function arrive({ salesforce }: System, smid: string, ...emails: string[]) {
  const account = salesforce.create('Account', { Name: `Late ${randomUUID().slice(0, 6)}`, SMID__c: smid })
  const contacts = emails.map((email, n) =>
    salesforce.create('Contact', {
      FirstName: 'Robin',
      LastName: `Late ${n}`,
      Email: email,
      AccountId: account,
    }),
  )
  return { account, contacts }
}

/** A rule of the org's own that refuses every purchase, as its admin may have made. */
export const REFUSES = {
  match: 'PATCH /services/data/*/Course_Purchase__c/*',
  status: 400,
  contentType: 'application/json',
  body: JSON.stringify([
    { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Purchases need a region.', fields: [] },
  ]),
}

/** Time goes by: Salesforce may be tried again, and what waits for its next try is due. */
export async function timePasses({ rows }: System): Promise<void> {
  await rows(`UPDATE circuit SET probe_at = now() WHERE destination = 'salesforce' AND state = 'open'`)
  await rows(
    `UPDATE delivery SET due_at = now() WHERE destination = 'salesforce' AND state = 'waiting' AND claimed_until IS NULL`,
  )
  await rows(`SELECT enqueue_job('salesforce', '{}'::jsonb, gen_random_uuid()::text, now())::text`)
}
