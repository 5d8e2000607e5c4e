import { createCourseBook } from '@/lib/crm/courses'
import { oweSyncs } from '@/lib/crm/owe'
import type { SyncServices } from '@/lib/crm/services'
import { switchSalesforce } from '@/lib/crm/switch'
import { openDatabase } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import type { CallBudget, Found, SalesforcePort, SalesforceTrouble, WriteResult } from '@/lib/salesforce/port'
import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'
import type { PurchaseRecord } from '@/lib/salesforce/records'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { sell } from './sold'
import type { Sale } from './sold'
import { createTestDatabase } from './test-database'

export type CrmPath = Awaited<ReturnType<typeof openCrmPath>>

/** What stands in for the org where a test needs to say record by record what it answers. */
export type PlainOrg = {
  readonly accounts: Map<string, string[]>
  /** By account and lower-case e-mail. */
  readonly contacts: Map<string, string[]>
  readonly purchases: Map<string, PurchaseRecord>
  readonly courses: Map<string, string>
  readonly calls: string[]
  /** Answers in place of the org, once; undefined lets the call through. */
  trouble: (call: string) => SalesforceTrouble | undefined
  refuse: (record: PurchaseRecord) => WriteResult | undefined
  /** Runs before a call is carried out. */
  before: (call: string) => Promise<void>
  budget: CallBudget | undefined
}

/** An org without any rules but those of the port, so that what is tested is what we do with its answers. */
export function plainOrg(): { readonly org: PlainOrg; readonly port: SalesforcePort } {
  const org: PlainOrg = {
    accounts: new Map(),
    contacts: new Map(),
    purchases: new Map(),
    courses: new Map(),
    calls: [],
    trouble: () => undefined,
    refuse: () => undefined,
    before: () => Promise.resolve(),
    budget: undefined,
  }
  async function call<T>(name: string, work: () => T): Promise<T | SalesforceTrouble> {
    org.calls.push(name)
    await org.before(name)
    return org.trouble(name) ?? work()
  }
  const port: SalesforcePort = {
    writeCourses: (courses) =>
      call('courses', () => {
        for (const { sku, title } of courses) org.courses.set(sku, title)
        return { outcome: 'answered', results: courses.map(({ sku }) => written(sku, true)) }
      }),
    writePurchases: (records) =>
      call('purchases', () => ({ outcome: 'answered', results: records.map((record) => put(org, record)) })),
    seekPeople: (seeks) =>
      call('seek', () => ({
        outcome: 'answered',
        found: seeks.map(({ smid, email }): Found => {
          const accounts = (org.accounts.get(smid) ?? []).map((id) => accountIdSchema.parse(id))
          const contacts = org.contacts.get(`${smid} ${email?.toLowerCase()}`) ?? []
          return { accounts, contacts: contacts.map((id) => contactIdSchema.parse(id)) }
        }),
      })),
    readContact: () => Promise.resolve({ outcome: 'none' }),
    budget: () => org.budget,
    recordPage: () => undefined,
  }
  return { org, port }
}

function written(id: string, created: boolean): WriteResult {
  return { outcome: 'written', id, created }
}

function put(org: PlainOrg, record: PurchaseRecord): WriteResult {
  const refused = org.refuse(record)
  if (refused !== undefined) return refused
  if (!org.courses.has(record.sku))
    return { outcome: 'missing-parent', parent: 'course', detail: 'no such course' }
  if (record.account === 'by-smid' && !org.accounts.has(record.smid))
    return { outcome: 'missing-parent', parent: 'person', detail: 'no such account' }
  const created = !org.purchases.has(record.purchaseId)
  org.purchases.set(record.purchaseId, record)
  return written(`a00${record.purchaseId.slice(0, 12)}`, created)
}

/** Purchases, and a plain org to write them to; Salesforce is switched on. */
export async function openCrmPath() {
  const { org, port } = plainOrg()
  const purchases = await openPurchases(port)
  /** Nothing of one test reaches the next. */
  const calm = async (): Promise<void> => {
    org.trouble = () => undefined
    org.refuse = () => undefined
    org.before = () => Promise.resolve()
    org.budget = undefined
    org.calls.length = 0
    await purchases.rows(
      `UPDATE circuit SET state = 'closed', failures = 0, opened_at = NULL, probe_at = NULL`,
    )
    await purchases.rows(`UPDATE delivery SET state = 'superseded' WHERE state <> 'done'`)
  }
  return { ...purchases, org, calm }
}

/** Purchases, and what writes them to the org behind a port; Salesforce is switched on. */
export async function openPurchases(port: SalesforcePort) {
  const database = await createTestDatabase()
  const db = openDatabase(database.appUrl, {
    connections: 8,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, seedCatalog)
  await switchSalesforce(db, true)
  const services: SyncServices = {
    db,
    salesforce: port,
    courses: createCourseBook(),
    clock: { now: () => new Date() },
    log: createLogger('test', 'silent'),
    waker: { wake: () => undefined },
    appUrl: 'https://redis.example',
    workerId: () => undefined,
  }
  const rows = async <R extends object>(sql: string, values: readonly unknown[] = []) =>
    (await db.pool.query<R>(sql, [...values])).rows
  async function sold(sale: Partial<Sale> = {}): Promise<{ id: PurchaseId; email: string; learner: string }> {
    const made = await sell(rows, { smid: 'ACME-1', sku: 'RU-CERT-DEVELOPER', ...sale })
    return { ...made, id: purchaseIdSchema.parse(made.purchase) }
  }
  const REFUND = `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
    VALUES ('re_' || gen_random_uuid(), 'default', $1, 'USD', $2, 'succeeded', 1, now())`
  const SERIES = `SELECT number, action, state, attempts, last_detail AS detail FROM delivery
    WHERE purchase_id = $1 AND destination = 'salesforce' ORDER BY number`
  return {
    owe: (...ids: PurchaseId[]) => db.prisma.$transaction((tx) => oweSyncs(tx, ids)),
    refund: (id: PurchaseId, amount: number) => rows(REFUND, [id, amount]),
    /** What a purchase was owed there, oldest first. */
    series: (id: PurchaseId) => rows(SERIES, [id]),
    /** What waits for its next try is due. */
    due: () => rows(`UPDATE delivery SET due_at = now() - interval '1 minute' WHERE state = 'waiting'`),
    /** The queue's jobs by key. */
    jobs: (key: string) =>
      rows(`SELECT 1 FROM pgboss.job WHERE name = 'salesforce' AND singleton_key LIKE $1`, [key]),
    database,
    db,
    services,
    rows,
    sold,
    close: async () => {
      await db.close()
      await database.drop()
    },
  }
}
