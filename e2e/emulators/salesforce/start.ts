import { type EmulatorServer, startEmulatorServer } from '../emulator-server'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { Faults } from '../faults'
import { openStateFile } from '../state-file'
import { CallCount, type CallBudget, type CallCounts } from './call-count'
import { effectAnswer } from './call-effects'
import type { ConnectedApp } from './connected-app'
import { answerControl, counts } from './control'
import type { RecordBody } from './judge-write'
import type { StoredRecord } from './model'
import { answerOauth } from './oauth'
import { emptyOrgData, orgDataSchema } from './org-data'
import { answerOrgPage } from './org-page'
import { readOrgSchema } from './org-schema'
import { type SeededAccount, seedAccounts } from './people'
import { OpenQueries } from './query-answers'
import { createRecord } from './record-door'
import { OrgRecords } from './records'
import { answerRest } from './rest-api'
import { Sessions } from './sessions'
import { runQuery } from './soql'
import type { Row } from './soql/row'
import type { ExtraContactField } from './standard-objects'

export type SalesforceEmulatorOptions = ConnectedApp & {
  /** 0 takes a free port. */
  readonly port: number
  /** Keeps the records over a restart. */
  readonly dataFile?: string
  /** Accounts and contacts that an empty org starts with; none without it. */
  readonly people?: readonly SeededAccount[]
  readonly extraContactFields?: readonly ExtraContactField[]
}

export type SalesforceEmulator = EmulatorServer & {
  readonly faults: Faults
  /** What the org holds of an object, in the order of creation. */
  records(object: string): readonly StoredRecord[]
  /** All rows of a query. Throws the refusal. */
  query(soql: string): readonly Row[]
  /** Enters a record as a person in the org would; its id. Throws what the org refuses. */
  create(object: string, fields: RecordBody): string
  setLimits(limits: Partial<CallBudget>): void
  calls(): CallCounts
  /** Tokens given, and those still good. */
  tokens(): { readonly given: number; readonly open: number }
  expireSessions(): void
}

/**
 * An org with our metadata deployed: its login (oauth.ts), its REST API in versions 65.0 to 67.0 (rest-api.ts), the pages
 * of the demo at `/` (org-page.ts) and its doors (control.ts). `DELETE /_emulator/state` leaves the people it started
 * with, counts nothing, and keeps the sessions.
 */
export async function startSalesforceEmulator(
  options: SalesforceEmulatorOptions,
): Promise<SalesforceEmulator> {
  const { extraContactFields = [], people = [] } = options
  const schema = await readOrgSchema({ extraContactFields })
  const file = await openStateFile(options.dataFile, orgDataSchema, emptyOrgData())
  const records = new OrgRecords(schema, file)
  const [sessions, calls, openQueries, faults] = [
    new Sessions(),
    new CallCount(),
    new OpenQueries(),
    new Faults(),
  ]
  const context = { records, sessions, calls, openQueries }
  if (Object.keys(file.value.made).length === 0) seedAccounts(records, people)
  const server = await startEmulatorServer({
    name: 'Salesforce',
    port: options.port,
    state: () => ({ ...counts(context), ...held(records) }),
    reset: () => {
      records.clear()
      seedAccounts(records, people)
      calls.reset()
      sessions.forget()
    },
    faults,
    handle,
    control: async (request) => answerControl(context, request),
  })
  const oauth = { app: options, sessions, url: () => server.url }
  async function handle(request: EmulatorRequest): Promise<EmulatorResponse> {
    if (request.path.startsWith('/services/oauth2/'))
      return effectAnswer(request) ?? answerOauth(oauth, request)
    return request.path.startsWith('/services/')
      ? answerRest(context, request)
      : answerOrgPage(records, request)
  }
  return {
    ...server,
    faults,
    records: (object) => [...records.all(object)],
    query: (soql) => allRows(records, soql),
    create: (object, fields) => createRecord(records, object, fields),
    setLimits: (limits) => calls.set(limits),
    calls: () => calls.counts(),
    tokens: () => sessions.counts(),
    expireSessions: () => void sessions.expireAll(),
    close: async () => {
      await server.close()
      await file.flush()
    },
  }
}

function held(records: OrgRecords) {
  return {
    accounts: records.all('Account'),
    contacts: records.all('Contact'),
    purchases: records.all('Course_Purchase__c'),
    courses: records.all('Course__c'),
  }
}

function allRows(records: OrgRecords, soql: string): readonly Row[] {
  const recordAddress = (object: string, id: string): string =>
    `/services/data/v67.0/sobjects/${object}/${id}`
  const answer = runQuery(records, soql, { recordAddress, pageSize: Number.POSITIVE_INFINITY })
  if (answer.ok) return answer.rows
  throw answer.refusal
}
