import type { Clock } from '@/lib/clock'
import type { EmulatorResponse } from '../exchange'
import { openStateFile } from '../state-file'
import { answerWrites } from './answer-writes'
import { emptyOrgData, orgDataSchema } from './org-data'
import { orgField, orgObject, type OrgField } from './org-object'
import { readOrgSchema } from './org-schema'
import { createRecord } from './record-door'
import { OrgRecords } from './records'

export type TestOrg = {
  readonly records: OrgRecords
  readonly flush: () => Promise<void>
  /** What the REST API answers below `/services/data/v67.0`, its body as JSON. */
  readonly ask: (method: string, path: string, body?: unknown, effect?: string) => Asked
  readonly create: (object: string, fields: Readonly<Record<string, unknown>>) => string
}
export type Asked = Pick<EmulatorResponse, 'status' | 'headers' | 'drop'> & { readonly body: unknown }

/** Fields that the shipped metadata has none of, so that their rules are seen too. */
const CONTACT_FIELDS: readonly OrgField[] = [
  orgField({ name: 'Legacy_Id__c', label: 'Legacy ID', type: 'string', length: 20, externalId: true }),
  orgField({
    name: 'Badge__c',
    label: 'Badge',
    type: 'string',
    length: 20,
    externalId: true,
    unique: true,
  }),
  orgField({ name: 'Rank__c', label: 'Rank', type: 'double', precision: 5, scale: 2 }),
  orgField({ name: 'Born__c', label: 'Born', type: 'date' }),
  orgField({ name: 'Active__c', label: 'Active', type: 'boolean', defaultValue: true }),
]

/** An org with the shipped metadata, and a few fields of its own on Contact. */
export async function openTestOrg(options: { dataFile?: string; clock?: Clock } = {}): Promise<TestOrg> {
  const shipped = await readOrgSchema()
  const contact = shipped.get('contact')
  if (contact === undefined) throw new Error('No Contact in the org')
  const schema = new Map(shipped)
  schema.set('contact', orgObject(contact, [...contact.fields.values(), ...CONTACT_FIELDS]))
  const file = await openStateFile(options.dataFile, orgDataSchema, emptyOrgData())
  const records = new OrgRecords(schema, file, options.clock)
  return {
    records,
    flush: file.flush,
    ask: (method, path, body, effect) => ask(records, method, path, body, effect),
    create: (object, fields) => createRecord(records, object, fields),
  }
}

function ask(records: OrgRecords, method: string, path: string, body: unknown, effect?: string): Asked {
  const url = new URL(`/services/data/v67.0${path}`, 'http://127.0.0.1')
  const answer = answerWrites(
    { records, limits: () => ({ used: 18, allowed: 100_000 }) },
    {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: {},
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      ...(effect !== undefined && { fault: { match: '*', effect } }),
    },
  )
  if (answer === undefined) throw new Error(`${path} is not answered`)
  const { status, headers, drop } = answer
  const text = String(answer.body ?? '')
  return { status, headers, drop, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

let numbers = 0

/** A purchase as the shop sends it, with its own id and the least that the org demands. */
export function purchaseBody(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  numbers += 1
  return {
    attributes: { type: 'Course_Purchase__c' },
    Purchase_Id__c: `00000000-0000-4000-8000-${String(numbers).padStart(12, '0')}`,
    Buyer_SMID__c: 'ACME-4821',
    Currency__c: 'USD',
    ...fields,
  }
}

/** The errors of the first result of a collection. */
export function firstErrors({ body }: Asked): unknown {
  return (body as { errors: unknown }[])[0]?.errors
}

const PURCHASES = '/composite/sobjects/Course_Purchase__c/Purchase_Id__c'

/** What an upsert of one purchase with these fields is told, through a collection. */
export function told(org: TestOrg, fields: Record<string, unknown>): unknown {
  return firstErrors(org.ask('PATCH', PURCHASES, { records: [purchaseBody(fields)] }))
}

/** What a new contact with these fields is told, written alone. */
export function toldAlone(org: TestOrg, fields: Record<string, unknown>): unknown {
  const { status, body } = org.ask('POST', '/sobjects/Contact', { LastName: 'Rivera', ...fields })
  return { status, body }
}
